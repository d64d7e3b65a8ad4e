//! Accepted findings: matched to their `aanvaardt`, brought back after its date, and reported when it accepts nothing.

use crate::finding::Finding;
use crate::message;
use crate::model::Model;
use crate::model::parts::Acceptance;
use crate::rules;
use crate::syntax::explain::nearest;
use crate::syntax::vocabulary::BlockKind;
use crate::text::Place;

/// A finding that the region accepts, with its place in the model's list of acceptances.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// The finding.
    pub finding: Finding,
    /// The acceptance.
    pub acceptance: Acceptance,
}

/// What remains, and what is accepted.
#[derive(Debug)]
pub struct Judged {
    /// The findings that remain, in order of place.
    pub findings: Vec<Finding>,
    /// The findings that are accepted.
    pub accepted: Vec<Accepted>,
}

/// Takes out the findings that the region accepts on the date of the model.
pub fn judge(all: Vec<Finding>, model: &Model) -> Judged {
    let mut judged = Judged { findings: Vec::new(), accepted: Vec::new() };
    let mut used = vec![false; model.acceptances.len()];
    for mut finding in all {
        let matching = model.acceptances.iter().position(|a| accepts(model, a, &finding));
        match matching.map(|at| (at, &model.acceptances[at])) {
            Some((at, acceptance)) => {
                used[at] = true;
                if acceptance.until > model.on {
                    judged.accepted.push(Accepted { finding, acceptance: acceptance.clone() });
                    continue;
                }
                finding = finding
                    .related(acceptance.place, message!("dit was aanvaard tot {until}", "this was accepted until {until}"; until = acceptance.until));
                judged.findings.push(finding);
            }
            None => judged.findings.push(finding),
        }
    }
    for (acceptance, used) in model.acceptances.iter().zip(used) {
        judged.findings.extend(amiss(acceptance, used));
    }
    judged.findings.sort_by_key(|f| f.place);
    judged
}

/// An acceptance in a block holds for findings inside it; in a `regio`, for the whole model.
fn accepts(model: &Model, acceptance: &Acceptance, finding: &Finding) -> bool {
    let holder = model.entity(acceptance.holder);
    *acceptance.rule == *finding.rule && finding.rule != "syntaxis" && (holder.kind == BlockKind::Region || within(finding.place, holder.place))
}

fn within(inner: Place, outer: Place) -> bool {
    inner.file == outer.file && outer.span.start <= inner.span.start && inner.span.end <= outer.span.end
}

fn amiss(acceptance: &Acceptance, used: bool) -> Option<Finding> {
    let rule = &*acceptance.rule;
    if rules::find(rule).is_none() {
        return Some(rules::unknown_rule(acceptance.rule_place, rule, nearest(rule, rules::all().iter().map(|e| e.rule.name))));
    }
    (!used).then(|| rules::unused_acceptance(acceptance.place, rule))
}
