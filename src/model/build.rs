//! From trees to a model: first every name is entered, then every block is read.

use jiff::civil::Date;

use super::fact::{Answer, Fact, OpenPoint, Statement};
use super::parts::{
    Acceptance, Agreement, Area, Body, Cost, Cover, DataFlow, DataSharing, Document, Entity, Escalation, Grant, GrantForm, Law, LawArticle,
    Mandatable, Means, Municipality, Override, Party, Power, Region, Role, Route, Stage, Step, Topic,
};
use super::refs::{Act, ActBy, Citation, CitedAt, EntityId, Mention, Part, Ref, Scope, Seat, Who, WhoRef};
use super::resolve::{Index, wanted};
use super::{Model, NameProblem, NameProblemKind, OpenItem, Rival, Scenario};
use crate::syntax::tree::{self, Block, Name, PlacePart, Property, Tree, Value, WhoKind};
use crate::syntax::vocabulary::{ACCUMULATING, BlockKind, DecisionRule, Division, Key, Keyword, STEPS, SeatRole};
use crate::text::{FileId, Place, Sources, Span};

/// Builds the model of all texts on a date; the texts of the library come first.
pub fn build(sources: &Sources, trees: &[(FileId, &Tree)], on: Date) -> Model {
    let mut builder = Builder { sources, model: empty(on), file: FileId(0), library: false, kind: None, within: NOWHERE, in_force: true, regions: 0 };
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

fn empty(on: Date) -> Model {
    Model {
        on,
        entities: Vec::new(),
        regions: Vec::new(),
        areas: Vec::new(),
        municipalities: Vec::new(),
        parties: Vec::new(),
        offices: Vec::new(),
        documents: Vec::new(),
        bodies: Vec::new(),
        roles: Vec::new(),
        topics: Vec::new(),
        powers: Vec::new(),
        grants: Vec::new(),
        routes: Vec::new(),
        escalations: Vec::new(),
        overrides: Vec::new(),
        agreements: Vec::new(),
        data_sharings: Vec::new(),
        means: Vec::new(),
        costs: Vec::new(),
        laws: Vec::new(),
        scenarios: Vec::new(),
        acceptances: Vec::new(),
        open_points: Vec::new(),
        rivals: Vec::new(),
        name_problems: Vec::new(),
        references: Vec::new(),
        citations: Vec::new(),
        index: Index::default(),
        members: super::sets::Members::default(),
    }
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
        self.regions += usize::from(kind == BlockKind::Region);
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
        Route { id, topics, steps }
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
        }
    }

    fn scenario(&mut self, id: EntityId, b: &Block) -> Scenario {
        let mut scenario = Scenario { id, on: None, expectations: Vec::new() };
        for property in &b.properties {
            self.enter_property(property);
            match &property.value {
                Value::Date(date) => scenario.on = Some(*date),
                Value::Expectation(expectation) => {
                    self.look_up_claim(&expectation.claim);
                    scenario.expectations.push(self.place(property.span));
                }
                _ => {}
            }
        }
        scenario
    }

    /// Looks up every name of an expectation, so that a slip is told even before the test is run.
    fn look_up_claim(&mut self, claim: &tree::Claim) {
        let key = Key::Expectation;
        let topics: &[Name] = match claim {
            tree::Claim::Competent { whos, power, topics, .. } => {
                self.look_up(*power, &[BlockKind::Power], key);
                self.who_list(whos, key);
                topics
            }
            tree::Claim::Overrides { whos, over: others, topics } | tree::Claim::Shares { whos, with: others, topics, .. } => {
                self.who_list(whos, key);
                self.who_list(others, key);
                topics
            }
            tree::Claim::DecidedBy { topic, whos } => {
                self.look_up(*topic, &[BlockKind::Topic], key);
                self.who_list(whos, key);
                &[]
            }
            tree::Claim::Covered { cost, .. } => {
                self.look_up(*cost, &[BlockKind::Cost], key);
                &[]
            }
        };
        for topic in topics {
            self.look_up(*topic, &[BlockKind::Topic, BlockKind::Escalation], key);
        }
    }

    // ---------------------------------------------------------------------------------------------------- facts

    /// Reads every statement of a property.
    fn fact<T>(&mut self, block: &Block, key: Key, mut read: impl FnMut(&mut Self, &Value) -> Option<T>) -> Fact<T> {
        let mut statements = Vec::new();
        for property in block.properties.iter().filter(|p| p.key == key) {
            self.enter_property(property);
            let answer = match &property.value {
                Value::Absent => Some(Answer::Absent),
                Value::Open(open) => Some(Answer::Open(self.open_point(open))),
                Value::Unreadable => Some(Answer::Open(OpenPoint::default())),
                value => read(self, value).map(Answer::Given),
            };
            if let Some(answer) = answer {
                statements.push(Statement {
                    answer,
                    place: self.place(property.span),
                    key: self.place(property.key_span),
                    basis: self.citation_list(&property.basis),
                    source: self.source_list(property),
                });
            }
        }
        statements.into_iter().collect()
    }

    /// Notes which property is being read, for the names in it.
    fn enter_property(&mut self, property: &Property) {
        self.within.key = property.key;
        self.within.on = match &property.value {
            Value::Act(act) => act.on,
            Value::Cover(cover) => cover.act.on,
            _ => None,
        };
    }

    fn open_point(&mut self, open: &tree::Open) -> OpenPoint {
        OpenPoint { by: self.who_list(&open.by, Key::Assignment), before: open.before }
    }

    fn flag(&mut self, block: &Block, key: Key) -> Fact<()> {
        self.fact(block, key, |_, value| matches!(value, Value::Words(_)).then_some(()))
    }

    fn closed<K: Keyword>(&mut self, block: &Block, key: Key) -> Fact<K> {
        self.fact(block, key, |me, value| match value {
            Value::Words(words) => words.first().and_then(|w| K::from_word(me.words(w.span))),
            _ => None,
        })
    }

    fn closed_list<K: Keyword>(&mut self, block: &Block, key: Key) -> Fact<Vec<K>> {
        self.fact(block, key, |me, value| match value {
            Value::Words(words) => Some(words.iter().filter_map(|w| K::from_word(me.words(w.span))).collect()),
            _ => None,
        })
    }

    /// A closed word, or free words between quotes, which count as stated but not known.
    fn closed_or_free<K: Keyword>(&mut self, block: &Block, key: Key) -> Fact<Option<K>> {
        self.fact(block, key, |me, value| match value {
            Value::Words(words) => words.first().map(|w| K::from_word(me.words(w.span))),
            Value::Texts(_) => Some(None),
            _ => None,
        })
    }

    fn text(&mut self, block: &Block, key: Key) -> Fact<Box<str>> {
        self.fact(block, key, |me, value| match value {
            Value::Texts(texts) => texts.first().map(|t| me.words(t.span).into()),
            _ => None,
        })
    }

    fn quantity(&mut self, block: &Block, key: Key) -> Fact<tree::Quantity> {
        self.fact(block, key, |_, value| match value {
            Value::Quantity(quantity) => Some(*quantity),
            _ => None,
        })
    }

    fn term(&mut self, block: &Block, key: Key) -> Fact<tree::Term> {
        self.fact(block, key, |_, value| match value {
            Value::Term(term) => Some(*term),
            _ => None,
        })
    }

    fn names(&mut self, block: &Block, key: Key) -> Fact<Vec<Ref>> {
        self.fact(block, key, |me, value| match value {
            Value::Names(names) => Some(me.name_list(names, key)),
            _ => None,
        })
    }

    fn whos(&mut self, block: &Block, key: Key) -> Fact<Vec<WhoRef>> {
        self.fact(block, key, |me, value| match value {
            Value::Whos(whos) => Some(me.who_list(whos, key)),
            _ => None,
        })
    }

    fn seats(&mut self, block: &Block, key: Key) -> Fact<Vec<Seat>> {
        self.fact(block, key, |me, value| match value {
            Value::Seats(seats) => Some(seats.iter().map(|seat| me.seat(seat)).collect()),
            _ => None,
        })
    }

    fn act(&mut self, block: &Block, key: Key) -> Fact<Act> {
        self.fact(block, key, |me, value| match value {
            Value::Act(act) if me.is_still_to_come(act, key) => {
                me.acted(act, key);
                None
            }
            Value::Act(act) => Some(me.acted(act, key)),
            Value::Words(_) => Some(Act::default()),
            _ => None,
        })
    }

    /// Whether an act that something in force needs has not been done yet on the date of the model.
    fn is_still_to_come(&self, act: &tree::Act, key: Key) -> bool {
        let needed = matches!(key, Key::Consent | Key::Signature | Key::CollegeDecision);
        needed && self.in_force && act.on.is_some_and(|on| on > self.model.on)
    }

    fn citations(&mut self, block: &Block, key: Key) -> Fact<Vec<Citation>> {
        self.fact(block, key, |me, value| match value {
            Value::Citations(list) => Some(me.citation_list(list)),
            _ => None,
        })
    }

    // --------------------------------------------------------------------------------------------------- values

    fn acted(&mut self, act: &tree::Act, key: Key) -> Act {
        let by = act
            .by
            .iter()
            .map(|actor| ActBy { who: self.who(&actor.who, key, false), on_behalf: actor.on_behalf.map(|who| self.who(&who, Key::OnBehalf, false)) });
        let by = by.collect();
        Act {
            by,
            out_of: self.who_list(&act.out_of, key),
            on_behalf: self.who_list(&act.on_behalf, Key::OnBehalf),
            on: act.on,
            every: act.every,
            event: act.event.is_some(),
        }
    }

    fn seat(&mut self, seat: &tree::Seat) -> Seat {
        Seat {
            who: self.who(&seat.who, Key::Members, true).who,
            number: seat.number,
            per: seat.per.map(|w| self.words(w.span).into()),
            on_behalf: seat.on_behalf.map(|who| self.who(&who, Key::OnBehalf, true)),
            role: seat.role.and_then(|w| SeatRole::from_word(self.words(w.span))),
            basis: seat.basis.as_ref().map(|c| self.citation(c)),
            valid: seat.valid.unwrap_or_default(),
            place: self.place(seat.span),
        }
    }

    /// What stands after `bron` at the end of a property.
    fn source_list(&mut self, property: &Property) -> Vec<Citation> {
        self.within.key = Key::Source;
        let sources = self.citation_list(&property.source);
        self.enter_property(property);
        sources
    }

    fn citation_list(&mut self, list: &[tree::Citation]) -> Vec<Citation> {
        list.iter().map(|citation| self.citation(citation)).collect()
    }

    fn citation(&mut self, citation: &tree::Citation) -> Citation {
        let target = self.look_up(citation.name, wanted(None, Key::Basis), Key::Basis);
        let citation = Citation { target, parts: self.parts(&citation.place), place: self.place(citation.span) };
        if !self.library {
            let Within { block, key, on } = self.within;
            self.model.citations.push(CitedAt { citation: citation.clone(), of: block, key, on });
        }
        citation
    }

    fn parts(&self, place: &[PlacePart]) -> Box<[Part]> {
        place.iter().map(|part| Part { kind: part.kind, number: self.words(part.number).into() }).collect()
    }

    fn name_list(&mut self, names: &[Name], key: Key) -> Vec<Ref> {
        let kinds = wanted(self.kind, key);
        let mut refs = Vec::with_capacity(names.len());
        for name in names {
            if let Some(id) = self.look_up(*name, kinds, key) {
                refs.push(Ref { id, place: self.place(name.span) });
            }
        }
        refs
    }

    fn who_list(&mut self, whos: &[tree::Who], key: Key) -> Vec<WhoRef> {
        whos.iter().map(|who| self.who(who, key, false)).collect()
    }

    fn who(&mut self, who: &tree::Who, key: Key, in_seat: bool) -> WhoRef {
        let kinds = wanted(self.kind, key);
        let found = match who.kind {
            WhoKind::Named(name) => match self.look_up(name, kinds, key) {
                Some(id) if self.model.entity(id).kind == BlockKind::Municipality => Who::Every(Scope::One(id)),
                Some(id) => Who::Entity(id),
                None => Who::Unknown,
            },
            WhoKind::Office(office, Some(scope)) => self.scope(scope, who.span).map_or(Who::Unknown, |scope| Who::Office(office, scope)),
            WhoKind::Office(office, None) if in_seat => Who::SomeOffice(office),
            WhoKind::Office(office, None) => {
                self.problem(who.span, NameProblemKind::NoPlace { office: office.word() });
                Who::Unknown
            }
            WhoKind::Every(area) => self.scope(tree::Scope::Every(area), who.span).map_or(Who::Unknown, Who::Every),
            WhoKind::MembersOf(name) => self.look_up(name, &[BlockKind::Body, BlockKind::Party], key).map_or(Who::Unknown, Who::MembersOf),
            WhoKind::NoSuchOrgan => {
                let words = self.words(who.span).to_owned();
                self.problem(who.span, NameProblemKind::NoSuchOrgan { words });
                Who::Unknown
            }
        };
        WhoRef { who: found, place: self.place(who.span) }
    }

    fn scope(&mut self, scope: tree::Scope, span: Span) -> Option<Scope> {
        match scope {
            tree::Scope::Named(name) => self.look_up(name, &[BlockKind::Municipality], Key::Municipalities).map(Scope::One),
            tree::Scope::Every(Some(area)) => self.look_up(area, &[BlockKind::Area, BlockKind::Region], Key::Municipalities).map(Scope::In),
            tree::Scope::Every(None) if self.library => Some(Scope::Nation),
            tree::Scope::Every(None) => {
                if self.regions > 1 {
                    self.problem(span, NameProblemKind::WhichRegion);
                }
                Some(Scope::Region)
            }
        }
    }

    /// The thing that a name stands for, when it is of a kind that is wanted here; an empty list wants any kind.
    fn look_up(&mut self, name: Name, kinds: &'static [BlockKind], key: Key) -> Option<EntityId> {
        let written = self.words(name.span);
        let Some(id) = self.model.index.find(written, self.library) else {
            if !self.library {
                let Model { index, entities, .. } = &mut self.model;
                let fits = |id: EntityId| kinds.is_empty() || entities.get(id.0 as usize).is_some_and(|e| kinds.contains(&e.kind));
                let meant = index.suggestion(written, fits);
                self.problem(name.span, NameProblemKind::Unknown { name: written.to_owned(), meant });
            }
            return None;
        };
        let Within { block, key: property, on } = self.within;
        self.model.references.push(Mention { id, place: self.place(name.span), block, key: property, on });
        let entity = self.model.entity(id);
        if kinds.is_empty() || kinds.contains(&entity.kind) {
            return Some(id);
        }
        let kind = NameProblemKind::WrongKind { name: written.to_owned(), is: entity.kind, wanted: kinds, key, declared: entity.name_place };
        self.problem(name.span, kind);
        None
    }

    // ---------------------------------------------------------------------------------------------------- notes

    fn note_open_points(&mut self, id: EntityId, block: &Block) {
        for property in &block.properties {
            if let Value::Open(open) = &property.value {
                let point = OpenPoint { by: Vec::new(), before: open.before };
                let item = OpenItem { of: id, key: property.key, point, place: self.place(property.span) };
                self.model.open_points.push(item);
            }
        }
    }

    /// Notes the properties that are stated more than once in different words.
    fn note_rivals(&mut self, id: EntityId, block: &Block) {
        let mut seen: Vec<Key> = Vec::new();
        for property in &block.properties {
            if ACCUMULATING.contains(&property.key) || seen.contains(&property.key) {
                continue;
            }
            seen.push(property.key);
            // An open point or an unreadable line states nothing that another statement could contradict.
            let stated = |p: &&Property| p.key == property.key && !matches!(p.value, Value::Open(_) | Value::Unreadable);
            let mut same_key = block.properties.iter().filter(stated);
            let Some(first) = same_key.next() else { continue };
            let first_in_words = self.value_in_words(first);
            let rest: Vec<&Property> = same_key.collect();
            let other = rest.iter().find(|p| self.value_in_words(p) != first_in_words && !self.are_separate_acts(first, p));
            if let Some(other) = other {
                let places = std::iter::once(first).chain(rest.iter().copied()).map(|p| self.place(p.span)).collect();
                self.model.rivals.push(Rival { of: id, key: property.key, places, other: self.place(other.span) });
            }
        }
    }

    /// Whether two statements of one property are two acts that stand beside each other: of organs that each act for
    /// themselves, or an act that comes back at another time. One appoints and assigns, so there only the same organ of
    /// different municipalities acts for itself.
    fn are_separate_acts(&self, first: &Property, second: &Property) -> bool {
        let (Value::Act(one), Value::Act(other)) = (&first.value, &second.value) else { return false };
        let recurs = matches!(first.key, Key::BudgetDecision | Key::Evaluation | Key::Audit | Key::Dpia | Key::Announcement);
        if recurs && one.on.is_some() && other.on.is_some() && one.on != other.on {
            return true;
        }
        let (Some(one), Some(other)) = (self.organs_of(one), self.organs_of(other)) else { return false };
        let same_office = |a: &(tree::MunicipalOffice, &str)| other.iter().any(|b| a.0 == b.0);
        let overlaps = |a: &(tree::MunicipalOffice, &str)| other.iter().any(|b| a.0 == b.0 && (a.1 == b.1 || a.1.is_empty() || b.1.is_empty()));
        let one_actor = matches!(first.key, Key::Appointment | Key::Assignment);
        !one.iter().any(overlaps) && (!one_actor || one.iter().all(same_office))
    }

    /// Who act, when all are organs of municipalities; without a name for those of every municipality.
    fn organs_of(&self, act: &tree::Act) -> Option<Vec<(tree::MunicipalOffice, &'s str)>> {
        let organ = |who: &tree::Who| match who.kind {
            WhoKind::Office(office, Some(tree::Scope::Named(name) | tree::Scope::Every(Some(name)))) => Some((office, self.words(name.span))),
            WhoKind::Office(office, Some(tree::Scope::Every(None))) => Some((office, "")),
            _ => None,
        };
        let organs: Option<Vec<_>> = act.by.iter().map(|by| organ(&by.who)).collect();
        organs.filter(|organs| !organs.is_empty())
    }

    /// What a property says, in a form that can be compared: an amount, rhythm, term or day by its worth, all else by its
    /// words without sources, the items of a list in order of the alphabet.
    fn value_in_words(&self, property: &Property) -> Vec<String> {
        match &property.value {
            Value::Quantity(quantity) => return vec![format!("{quantity:?}")],
            Value::Term(term) => return vec![format!("{term:?}")],
            Value::Period(period) => return vec![format!("{period:?}")],
            Value::Rhythm(rhythm) => return vec![format!("{:?} {}", rhythm.per_year(), rhythm.at_least)],
            Value::Act(act) if !act.by.is_empty() => return self.act_in_words(act),
            _ => {}
        }
        let start = property.key_span.end;
        let sources = property.basis.iter().chain(&property.source).map(|c| c.span.start).min();
        let words = self.words(Span { start, end: sources.unwrap_or(property.span.end) });
        let without = |words: &str, tail: &str| words.strip_suffix(tail).map_or(words, str::trim_end).to_owned();
        let words = without(&without(words.trim_end(), "krachtens"), "bron");
        let mut items: Vec<String> = words.split(',').map(|item| item.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        items.sort_unstable();
        items
    }

    fn act_in_words(&self, act: &tree::Act) -> Vec<String> {
        let spans = act.by.iter().map(|by| by.who.span).chain(act.out_of.iter().chain(&act.on_behalf).map(|who| who.span));
        let mut words: Vec<String> = spans.map(|span| self.words(span).split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        words.extend(act.by.iter().filter_map(|by| by.on_behalf).map(|who| self.words(who.span).to_owned()));
        words.sort_unstable();
        words.push(format!("{:?} {:?}", act.on, act.every.map(tree::Rhythm::per_year)));
        words
    }
}
