//! From trees to a model: first every name is entered, then every block is read.

use jiff::civil::Date;

use super::articles::ArticleRange;
use super::fact::Fact;
use super::parts::{
    Acceptance, Agreement, Area, Body, Cost, Cover, DataFlow, DataSharing, Document, Entity, Escalation, Grant, GrantForm, Law, LawArticle,
    Mandatable, Means, Municipality, Override, Party, Power, Region, Role, Route, Stage, Step, Topic,
};
use super::refs::EntityId;
use super::{Model, NameProblem, NameProblemKind};
use crate::syntax::tree::{Block, Tree, Value};
use crate::syntax::vocabulary::{BlockKind, DecisionRule, Division, Key, Keyword, STEPS};
use crate::text::{FileId, Place, Sources, Span};

mod scenario;
mod values;

/// Builds the model of all texts on a date; the texts of the library come first.
pub fn build(sources: &Sources, trees: &[(FileId, &Tree)], on: Date) -> Model {
    let mut builder = Builder {
        sources,
        model: Model { on, ..Model::default() },
        file: FileId(0),
        library: false,
        kind: None,
        within: NOWHERE,
        in_force: true,
        regions: 0,
        no_region_told: false,
    };
    let mut declared = Vec::new();
    for (file, tree) in trees {
        builder.enter_file(*file);
        for block in &tree.blocks {
            if let Some(id) = builder.declare(block) {
                declared.push((*file, id, block));
            }
        }
    }
    builder.add_every_municipality();
    for (file, id, block) in declared {
        builder.enter_file(file);
        builder.read(id, block);
    }
    builder.finish()
}

struct Builder<'s> {
    sources: &'s Sources,
    model: Model,
    file: FileId,
    library: bool,
    kind: Option<BlockKind>,
    within: Within,
    in_force: bool,
    regions: usize,
    no_region_told: bool,
}

/// The block and the property that are being read.
#[derive(Clone, Copy)]
struct Within {
    block: EntityId,
    key: Key,
    on: Option<Date>,
}

const NOWHERE: Within = Within { block: EntityId(0), key: Key::Source, on: None };

impl<'s> Builder<'s> {
    fn enter_file(&mut self, file: FileId) {
        self.file = file;
        self.library = self.sources.get(file).is_library();
    }

    fn place(&self, span: Span) -> Place {
        Place { file: self.file, span }
    }

    fn words(&self, span: Span) -> &'s str {
        self.sources.words(self.place(span))
    }

    fn problem(&mut self, span: Span, kind: NameProblemKind) {
        if !self.library {
            let place = self.place(span);
            self.model.name_problems.push(NameProblem { place, kind });
        }
    }

    // ------------------------------------------------------------------------------------------------ declaring

    fn declare(&mut self, block: &Block) -> Option<EntityId> {
        let kind = block.kind?;
        let id = EntityId(self.model.entities.len() as u32);
        let (name, name_span) = match (&block.name, &block.title) {
            (Some(name), _) => (self.words(name.span), name.span),
            (None, Some(title)) => (self.words(title.span), title.span),
            (None, None) => ("", block.kind_span),
        };
        self.model.entities.push(Entity {
            kind,
            name: name.into(),
            title: block.title.map(|t| self.words(t.span).into()),
            place: self.place(block.span),
            name_place: self.place(name_span),
            insert_at: block.insert_at.map(|at| self.place(Span { start: at, end: at })),
            library: self.library,
            index: 0,
            valid: Fact::default(),
            successors: Fact::default(),
            also_called: Vec::new(),
            sources: Vec::new(),
            basis: Vec::new(),
            laid_down_in: Fact::default(),
        });
        self.regions += usize::from(kind == BlockKind::Region && holds(block, self.model.on));
        if !self.library {
            self.note_restated(block, name, name_span);
            self.note_wordings(id, block);
        }
        if kind != BlockKind::Scenario && block.name.is_some() {
            self.enter_name(name, id, name_span);
        }
        self.enter_aliases(block, id);
        Some(id)
    }

    fn enter_name(&mut self, name: &'s str, id: EntityId, span: Span) {
        if let Some(first) = self.model.index.enter(name, id, self.library) {
            let first = self.model.entity(first).name_place;
            self.problem(span, NameProblemKind::Duplicate { name: name.to_owned(), first });
        }
    }

    /// Other names can be used too, with hyphens for spaces, unless something else bears them.
    fn enter_aliases(&mut self, block: &Block, id: EntityId) {
        for property in block.properties.iter().filter(|p| p.key == Key::AlsoCalled) {
            let Value::Texts(texts) = &property.value else { continue };
            for text in texts {
                let alias = self.words(text.span);
                let _taken = self.model.index.enter(&alias.replace(' ', "-"), id, self.library);
                self.model.entities[id.0 as usize].also_called.push(alias.into());
            }
        }
    }

    /// What `elke gemeente` stands for in a model without a region: one municipality that has no name.
    fn add_every_municipality(&mut self) {
        let id = EntityId(self.model.entities.len() as u32);
        let index = self.model.municipalities.len() as u32;
        let place = Place::default();
        self.model.entities.push(Entity {
            kind: BlockKind::Municipality,
            name: "elke gemeente".into(),
            title: None,
            place,
            name_place: place,
            insert_at: None,
            library: true,
            index,
            valid: Fact::default(),
            successors: Fact::default(),
            also_called: Vec::new(),
            sources: Vec::new(),
            basis: Vec::new(),
            laid_down_in: Fact::default(),
        });
        self.model.municipalities.push(Municipality { id, cbs: None, safety_region: None });
        self.model.members.every = Some(id);
    }

    fn finish(mut self) -> Model {
        self.note_unknown_areas();
        self.model.references.sort_unstable_by_key(|r| r.place);
        self.model.citations.sort_by_key(|c| c.citation.place);
        self.model.name_problems.sort_by_key(|p| p.place);
        self.model.set_members();
        self.model
    }

    // -------------------------------------------------------------------------------------------------- reading

    fn read(&mut self, id: EntityId, block: &Block) {
        let Some(kind) = block.kind else { return };
        self.kind = Some(kind);
        self.within = Within { block: id, ..NOWHERE };
        self.read_common(id, block);
        self.in_force = self.model.validity(id).holds(self.model.on);
        let index = self.read_part(id, kind, block);
        self.model.entities[id.0 as usize].index = index;
        if !self.library {
            self.note_open_points(id, block);
            self.note_rivals(id, block);
        }
    }

    fn read_common(&mut self, id: EntityId, block: &Block) {
        let valid = self.fact(block, Key::Valid, |_, value| match value {
            Value::Period(period) => Some(*period),
            _ => None,
        });
        let successors = self.names(block, Key::Successor);
        let laid_down_in = self.citations(block, Key::LaidDownIn);
        let sources = self.citations(block, Key::Source).items().cloned().collect();
        let basis = self.citations(block, Key::Basis).items().cloned().collect();
        for property in &block.properties {
            if let Value::Acceptance(acceptance) = &property.value {
                let accepted = Acceptance {
                    holder: id,
                    rule: self.words(acceptance.rule.span).into(),
                    rule_place: self.place(acceptance.rule.span),
                    reason: self.words(acceptance.reason.span).into(),
                    until: acceptance.until,
                    place: self.place(property.span),
                };
                self.model.acceptances.push(accepted);
            }
        }
        let entity = &mut self.model.entities[id.0 as usize];
        entity.valid = valid;
        entity.successors = successors;
        entity.laid_down_in = laid_down_in;
        entity.sources = sources;
        entity.basis = basis;
    }

    /// Reads the block into the list of its kind; gives its place there.
    fn read_part(&mut self, id: EntityId, kind: BlockKind, b: &Block) -> u32 {
        /// Pushes a part and gives its place.
        macro_rules! put {
            ($list:ident, $part:expr) => {{
                let part = $part;
                self.model.$list.push(part);
                self.model.$list.len() as u32 - 1
            }};
        }
        match kind {
            BlockKind::Region => put!(regions, Region { id, municipalities: self.names(b, Key::Municipalities) }),
            BlockKind::Area => put!(areas, self.area(id, b)),
            BlockKind::Municipality => put!(municipalities, self.municipality(id, b)),
            BlockKind::Party => put!(parties, self.party(id, b)),
            BlockKind::Office => put!(offices, self.party(id, b)),
            BlockKind::Document => put!(documents, self.document(id, b)),
            BlockKind::Body => put!(bodies, self.body(id, b)),
            BlockKind::Role => put!(roles, self.role(id, b)),
            BlockKind::Topic => put!(
                topics,
                Topic { id, domains: self.closed_list(b, Key::Domain), driver: self.whos(b, Key::Driver), parties: self.whos(b, Key::Parties) }
            ),
            BlockKind::Power => put!(powers, self.power(id, b)),
            BlockKind::Mandate => put!(grants, self.grant(id, b, GrantForm::Mandate)),
            BlockKind::Delegation => put!(grants, self.grant(id, b, GrantForm::Delegation)),
            BlockKind::PowerOfAttorney => put!(grants, self.grant(id, b, GrantForm::PowerOfAttorney)),
            BlockKind::Authorisation => put!(grants, self.grant(id, b, GrantForm::Authorisation)),
            BlockKind::Route => put!(routes, self.route(id, b)),
            BlockKind::Escalation => put!(escalations, self.escalation(id, b)),
            BlockKind::Override => put!(
                overrides,
                Override {
                    id,
                    holder: self.whos(b, Key::Holder),
                    binds: self.whos(b, Key::Binds),
                    topics: self.names(b, Key::For),
                    about: self.names(b, Key::About),
                }
            ),
            BlockKind::Agreement => put!(agreements, self.agreement(id, b)),
            BlockKind::DataSharing => put!(data_sharings, self.data_sharing(id, b)),
            BlockKind::Means => put!(
                means,
                Means {
                    id,
                    kind: self.closed_list(b, Key::Kind),
                    amount: self.quantity(b, Key::Amount),
                    nature: self.closed(b, Key::Nature),
                    holder: self.whos(b, Key::Holder),
                    budget_decision: self.act(b, Key::BudgetDecision),
                }
            ),
            BlockKind::Cost => put!(costs, self.cost(id, b)),
            BlockKind::Law => put!(laws, self.law(id, b)),
            BlockKind::Scenario => put!(scenarios, self.scenario(id, b)),
            BlockKind::Stage => 0,
        }
    }

    fn area(&mut self, id: EntityId, b: &Block) -> Area {
        let kind = self.fact(b, Key::Kind, |me, value| match value {
            Value::Words(words) => words.first().map(|w| me.words(w.span).into()),
            _ => None,
        });
        Area { id, kind: kind.value().cloned(), municipalities: self.names(b, Key::Municipalities) }
    }

    fn municipality(&mut self, id: EntityId, b: &Block) -> Municipality {
        let safety_region = self.names(b, Key::SafetyRegion).items().next().map(|r| r.id);
        Municipality { id, cbs: self.text(b, Key::Cbs).value().cloned(), safety_region }
    }

    fn party(&mut self, id: EntityId, b: &Block) -> Party {
        Party {
            id,
            kinds: self.closed_list(b, Key::Kind),
            domains: self.closed_list(b, Key::Domain),
            works_under: self.whos(b, Key::WorksUnder),
            members: self.seats(b, Key::Members),
        }
    }

    fn document(&mut self, id: EntityId, b: &Block) -> Document {
        Document {
            id,
            kind: self.closed_list(b, Key::Kind),
            status: self.closed(b, Key::Status),
            adoption: self.act(b, Key::Adoption),
            evaluation: self.act(b, Key::Evaluation),
            file: self.text(b, Key::File),
            annex_of: self.names(b, Key::AnnexOf),
            announcement: self.act(b, Key::Announcement),
        }
    }

    fn body(&mut self, id: EntityId, b: &Block) -> Body {
        Body {
            id,
            level: self.closed(b, Key::Level),
            domains: self.closed_list(b, Key::Domain),
            work_form: self.closed(b, Key::WorkForm),
            decides: self.flag(b, Key::Decides),
            instalment: self.act(b, Key::Instalment),
            assignment: self.act(b, Key::Assignment),
            members: self.seats(b, Key::Members),
            chair: self.whos(b, Key::Chair),
            secretary: self.whos(b, Key::Secretary),
            replacement: self.closed(b, Key::Replacement),
            decision_rule: self.closed_or_free::<DecisionRule>(b, Key::DecisionRule),
            meets: self.fact(b, Key::Meets, |_, value| match value {
                Value::Rhythm(rhythm) => Some(*rhythm),
                _ => None,
            }),
            agenda: self.names(b, Key::Agenda),
            casework: self.closed(b, Key::Casework),
            steers: self.whos(b, Key::Steers),
            accountable_to: self.whos(b, Key::AccountableTo),
            works_under: self.whos(b, Key::WorksUnder),
            on_behalf: self.whos(b, Key::OnBehalf),
            evaluation: self.act(b, Key::Evaluation),
        }
    }

    fn role(&mut self, id: EntityId, b: &Block) -> Role {
        Role {
            id,
            works_under: self.whos(b, Key::WorksUnder),
            appointment: self.act(b, Key::Appointment),
            term: self.term(b, Key::Term),
            extent: self.quantity(b, Key::Extent),
            steers: self.whos(b, Key::Steers),
            accountable_to: self.whos(b, Key::AccountableTo),
            on_behalf: self.whos(b, Key::OnBehalf),
            topics: self.names(b, Key::For),
            assignment: self.act(b, Key::Assignment),
            decides: self.flag(b, Key::Decides),
        }
    }

    fn power(&mut self, id: EntityId, b: &Block) -> Power {
        Power {
            id,
            nature: self.closed(b, Key::Nature),
            topics: self.names(b, Key::For),
            holder: self.whos(b, Key::Holder),
            mandatable: self.fact(b, Key::Mandatable, |me, value| match value {
                Value::Words(_) => Some(Mandatable::Yes),
                Value::Mandatable(limit) => {
                    let whos = me.who_list(&limit.whos, Key::Mandatable);
                    Some(if limit.only { Mandatable::OnlyTo(whos) } else { Mandatable::NotTo(whos) })
                }
                _ => None,
            }),
            transferable: self.flag(b, Key::Transferable),
            sub_mandate: self.flag(b, Key::SubMandate),
        }
    }

    fn grant(&mut self, id: EntityId, b: &Block, form: GrantForm) -> Grant {
        Grant {
            id,
            form,
            from: self.whos(b, Key::From),
            to: self.whos(b, Key::To),
            about: self.names(b, Key::About),
            under: self.names(b, Key::Under),
            generality: self.closed_list(b, Key::Kind),
            sub_mandate: self.flag(b, Key::SubMandate),
            ceiling: self.quantity(b, Key::Ceiling),
            topics: self.names(b, Key::For),
            consent: self.act(b, Key::Consent),
            announcement: self.act(b, Key::Announcement),
            keeps: self.closed_list(b, Key::Keeps),
            permission: self.act(b, Key::Permission),
            views: self.act(b, Key::Views),
            accountable_to: self.whos(b, Key::AccountableTo),
        }
    }

    fn route(&mut self, id: EntityId, b: &Block) -> Route {
        let topics = self.names(b, Key::For);
        let without_prejudice = self.citations(b, Key::WithoutPrejudice);
        let mut steps = Vec::new();
        for property in b.properties.iter().filter(|p| STEPS.contains(&p.key)) {
            self.enter_property(property);
            let mut step = Step {
                key: property.key,
                whos: Vec::new(),
                about: Vec::new(),
                within: None,
                topics: Vec::new(),
                arranged: false,
                open: matches!(property.value, Value::Open(_) | Value::Unreadable),
                place: self.place(property.span),
                key_place: self.place(property.key_span),
                basis: self.citation_list(&property.basis),
                source: self.source_list(property),
            };
            if let Value::Step(stated) = &property.value {
                step.arranged = true;
                step.whos = self.who_list(&stated.whos, property.key);
                step.about = self.name_list(&stated.about, Key::About);
                step.topics = self.name_list(&stated.topics, Key::For);
                step.within = stated.within;
            }
            steps.push(step);
        }
        Route { id, topics, without_prejudice, steps }
    }

    fn escalation(&mut self, id: EntityId, b: &Block) -> Escalation {
        let topics = self.names(b, Key::For);
        let parties = self.whos(b, Key::Parties);
        let without_prejudice = self.citations(b, Key::WithoutPrejudice);
        let mut stages = Vec::new();
        for property in &b.properties {
            let Value::Stage(block) = &property.value else { continue };
            self.kind = Some(BlockKind::Stage);
            stages.push(Stage {
                number: block.number,
                title: block.title.map(|t| self.words(t.span).into()),
                lead: self.whos(block, Key::Lead),
                occasion: self.text(block, Key::Occasion),
                term: self.term(block, Key::Term),
                downscaling: self.text(block, Key::Downscaling),
                place: self.place(property.span),
                key: self.place(property.key_span),
                insert_at: block.insert_at.map(|at| self.place(Span { start: at, end: at })),
            });
            if !self.library {
                self.note_open_points(id, block);
                self.note_rivals(id, block);
            }
        }
        Escalation { id, topics, parties, without_prejudice, stages }
    }

    fn agreement(&mut self, id: EntityId, b: &Block) -> Agreement {
        Agreement {
            id,
            kind: self.closed_list(b, Key::Kind),
            status: self.closed(b, Key::Status),
            parties: self.whos(b, Key::Parties),
            college_decision: self.act(b, Key::CollegeDecision),
            signature: self.act(b, Key::Signature),
            provides_for: self.closed_list(b, Key::ProvidesFor),
            evaluation: self.act(b, Key::Evaluation),
            extension: self.closed(b, Key::Extension),
            file: self.text(b, Key::File),
            annex_of: self.names(b, Key::AnnexOf),
            permission: self.act(b, Key::Permission),
            views: self.act(b, Key::Views),
            wishes: self.act(b, Key::Wishes),
            incisive: self.flag(b, Key::Incisive),
            adoption: self.act(b, Key::Adoption),
            announcement: self.act(b, Key::Announcement),
        }
    }

    fn data_sharing(&mut self, id: EntityId, b: &Block) -> DataSharing {
        DataSharing {
            id,
            parties: self.whos(b, Key::Parties),
            at: self.names(b, Key::At),
            topics: self.names(b, Key::For),
            purpose: self.text(b, Key::Purpose),
            data: self.fact(b, Key::Data, |me, value| match value {
                Value::Data(data) => Some(DataFlow {
                    categories: data.categories.iter().filter_map(|w| Keyword::from_word(me.words(w.span))).collect(),
                    from: me.who_list(&data.from, Key::Data),
                    to: me.who_list(&data.to, Key::Data),
                }),
                _ => None,
            }),
            controllers: self.whos(b, Key::Controllers),
            retention: self.term(b, Key::Retention),
            safeguards: self.closed_list(b, Key::Safeguards),
            dpia: self.act(b, Key::Dpia),
            audit: self.act(b, Key::Audit),
        }
    }

    fn cost(&mut self, id: EntityId, b: &Block) -> Cost {
        Cost {
            id,
            pays_for: self.names(b, Key::For),
            amount: self.quantity(b, Key::Amount),
            nature: self.closed(b, Key::Nature),
            cover: self.fact(b, Key::Cover, |me, value| match value {
                Value::Cover(cover) => Some(Cover { quantity: cover.quantity, act: me.acted(&cover.act, Key::Cover) }),
                _ => None,
            }),
            division: self.closed_or_free::<Division>(b, Key::Division),
            risk: self.whos(b, Key::Risk),
            budget_decision: self.act(b, Key::BudgetDecision),
            comprises: self.names(b, Key::Comprises),
        }
    }

    fn law(&mut self, id: EntityId, b: &Block) -> Law {
        let articles = self.fact(b, Key::LawArticle, |me, value| match value {
            Value::Article(article) => Some(LawArticle {
                parts: me.parts(&article.place),
                about: article.about.map(|t| me.words(t.span).into()),
                counts: article.counts,
                formerly: me.parts(&article.formerly),
                valid: article.valid,
            }),
            _ => None,
        });
        let read_on = b.properties.iter().find_map(|p| match p.value {
            Value::Date(date) if p.key == Key::ReadOn => Some(date),
            _ => None,
        });
        Law {
            id,
            bwb: self.text(b, Key::Bwb).value().cloned(),
            celex: self.text(b, Key::Celex).value().cloned(),
            read_on,
            articles: articles.values().cloned().collect(),
            numbers: self.article_numbers(b),
        }
    }

    fn article_numbers(&self, b: &Block) -> Vec<ArticleRange> {
        let values = b.properties.iter().filter(|p| p.key == Key::LawArticles).map(|p| &p.value);
        let spans = values.filter_map(|value| if let Value::Numbers(spans) = value { Some(spans) } else { None });
        spans.flatten().filter_map(|span| ArticleRange::read(self.words(*span))).collect()
    }
}

/// Whether a block holds on a date, as far as it says when.
fn holds(block: &Block, on: Date) -> bool {
    block.properties.iter().all(|p| match &p.value {
        Value::Period(period) if p.key == Key::Valid => period.holds(on),
        _ => true,
    })
}
