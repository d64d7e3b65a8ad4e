//! `rolcumulatie`: one person serves a table and leads the body that advises it.

use rustc_hash::{FxHashMap, FxHashSet};

use super::rule::{Context, Findings, Group, Rule};
use crate::finding::{Finding, Severity};
use crate::lang::{List, Message};
use crate::message;
use crate::model::refs::{EntityId, Scope, Who, WhoRef};
use crate::syntax::tree::MunicipalOffice;
use crate::syntax::vocabulary::Key;
use crate::text::Place;

pub const RULE: Rule = Rule {
    name: "rolcumulatie",
    group: Group::Composition,
    severity: Severity::Hint,
    since: "0.1.0",
    summary: (
        "dezelfde functionaris dient een overleg en leidt het overleg dat daarvoor adviseert of voorbereidt",
        "the same office-holder serves a table and leads the body that advises it or prepares for it",
    ),
    sources: &[],
    check,
};

/// A function that somebody has at a table.
#[derive(Clone, Copy)]
struct Function {
    table: EntityId,
    person: Who,
    chair: bool,
    place: Place,
}

/// Who has which functions.
#[derive(Default)]
struct Functions {
    at: FxHashMap<EntityId, Vec<Function>>,
}

/// For one function at a body that advises or prepares: the functions at the tables that it does so for.
type Found = FxHashMap<(Who, EntityId), (Function, Vec<Function>)>;

fn check(ctx: &Context<'_>, findings: &mut Findings) {
    let functions = Functions::read(ctx);
    let mut found = Found::default();
    for route in ctx.model.routes.iter().filter(|r| ctx.model.is_regional(r.id) && ctx.model.in_force(r.id)) {
        let tables_of = |keys: &[Key]| -> FxHashSet<EntityId> {
            let steps = route.steps.iter().filter(|s| s.arranged && keys.contains(&s.key));
            steps.flat_map(|s| &s.whos).filter_map(|who| table(who.who)).collect()
        };
        functions.compare(ctx, tables_of(&[Key::Advise, Key::Prepare]), tables_of(&[Key::Discuss, Key::Agree, Key::Decide]), &mut found);
    }
    for body in ctx.model.bodies.iter().filter(|b| functions.at.contains_key(&b.id)) {
        let above: FxHashSet<EntityId> = body.accountable_to.items().filter_map(|who| table(who.who)).collect();
        functions.compare(ctx, FxHashSet::from_iter([body.id]), above, &mut found);
    }
    for (function, others) in found.into_values() {
        findings.push(finding(ctx, function, others));
    }
}

fn table(who: Who) -> Option<EntityId> {
    match who {
        Who::Entity(id) => Some(id),
        _ => None,
    }
}

impl Functions {
    fn read(ctx: &Context<'_>) -> Self {
        let mut functions = Self::default();
        for body in ctx.model.bodies.iter().filter(|b| ctx.model.is_regional(b.id) && ctx.model.in_force(b.id)) {
            let chairs = body.chair.items().map(|who| (who, true));
            let secretaries = body.secretary.items().map(|who| (who, false));
            for (WhoRef { who, place }, chair) in chairs.chain(secretaries).filter(|(who, _)| is_person(ctx, who.who)) {
                functions.at.entry(body.id).or_default().push(Function { table: body.id, person: *who, chair, place: *place });
            }
        }
        functions
    }

    fn of(&self, tables: impl IntoIterator<Item = EntityId>) -> impl Iterator<Item = Function> {
        tables.into_iter().filter_map(|table| self.at.get(&table)).flatten().copied()
    }

    /// One secretary for both is usual; it takes a chair to judge one's own advice.
    fn compare(&self, ctx: &Context<'_>, advisers: FxHashSet<EntityId>, tables: FxHashSet<EntityId>, found: &mut Found) {
        let mut by_person: FxHashMap<Who, Vec<Function>> = FxHashMap::default();
        for function in self.of(tables) {
            by_person.entry(function.person).or_default().push(function);
        }
        for own in self.of(advisers) {
            let others = by_person.get(&own.person).into_iter().flatten().filter(|other| other.table != own.table && (own.chair || other.chair));
            for other in others.filter(|other| !are_one_board(ctx, own.table, other.table)) {
                let (_, known) = found.entry((own.person, own.table)).or_insert_with(|| (own, Vec::new()));
                if !known.iter().any(|k| k.table == other.table) {
                    known.push(*other);
                }
            }
        }
    }
}

/// Whether two tables are the boards of one arrangement under the Wgr, of which the law makes one person the chair (Wgr 12).
fn are_one_board(ctx: &Context<'_>, one: EntityId, other: EntityId) -> bool {
    let arrangements = |table: EntityId| {
        let entity = ctx.model.entity(table);
        let cited = entity.basis.iter().chain(entity.laid_down_in.items()).filter_map(|citation| citation.target);
        cited.filter(|target| ctx.competence.is_arrangement_with_body(*target)).collect::<FxHashSet<_>>()
    };
    !arrangements(one).is_disjoint(&arrangements(other))
}

/// Whether one person has it: a function, a mayor or a municipal secretary; not an organisation.
fn is_person(ctx: &Context<'_>, who: Who) -> bool {
    match who {
        Who::Entity(id) => ctx.model.role(id).is_some(),
        Who::Office(office, Scope::One(_)) => matches!(office, MunicipalOffice::Mayor | MunicipalOffice::Clerk),
        _ => false,
    }
}

fn say(ctx: &Context<'_>, function: &Function) -> Message {
    let name = ctx.name(function.table);
    if function.chair {
        message!("voorzitter van `{name}`", "chair of `{name}`"; name = name)
    } else {
        message!("secretaris van `{name}`", "secretary of `{name}`"; name = name)
    }
}

fn finding(ctx: &Context<'_>, own: Function, mut others: Vec<Function>) -> Finding {
    others.sort_by_key(|other| other.place);
    let (who, own_function) = (ctx.model.say(own.person), say(ctx, &own));
    let served = List(others.iter().map(|other| say(ctx, other)).collect());
    let headline = message!("`{who}` is {served} en {own}, dat daarvoor adviseert of voorbereidt", "`{who}` is {served} and {own}, which advises it or prepares for it"; who = who, served = served, own = own_function);
    let mut finding = RULE
        .finding(own.place, headline)
        .label(message!("adviseert zichzelf", "advises itself"))
        .why(message!(
            "Wie het advies leidt en ook de tafel dient die erover spreekt, kan aan beide kanten zijn eigen voorstel bewaken. Dat mag, en in een kleine regio kan het niet altijd anders, maar tegenspraak moet dan van anderen komen.",
            "Whoever leads the advice and also serves the table that discusses it, can guard his own proposal on both sides. That is allowed, and a small region may have no choice, but dissent must then come from others."
        ))
        .remedy(message!(
            "Laat een ander een van beide functies vervullen, of aanvaard de dubbele functie met een reden.",
            "Let somebody else fill one of the two roles, or accept the double role with a reason."
        ));
    for other in others.iter().take(4) {
        finding = finding.related(other.place, message!("ook {function}", "also {function}"; function = say(ctx, other)));
    }
    finding
}
