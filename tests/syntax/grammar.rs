//! Laws of the grammar itself.

use std::collections::{BTreeMap, BTreeSet};

use pest_meta::ast::Expr;
use pest_meta::parser::{Rule, consume_rules, parse};

const GRAMMAR: &str = include_str!("../../grammar/sluitend.pest");

fn mentioned(expr: &Expr, names: &mut BTreeSet<String>) {
    if let Expr::Ident(name) = expr {
        names.insert(name.clone());
    }
    let inner: Vec<&Expr> = match expr {
        Expr::Seq(a, b) | Expr::Choice(a, b) => vec![a, b],
        Expr::PosPred(e) | Expr::NegPred(e) | Expr::Opt(e) | Expr::Rep(e) | Expr::RepOnce(e) | Expr::Push(e) => vec![e],
        Expr::RepExact(e, _) | Expr::RepMin(e, _) | Expr::RepMax(e, _) | Expr::RepMinMax(e, _, _) => vec![e],
        _ => Vec::new(),
    };
    inner.into_iter().for_each(|e| mentioned(e, names));
}

fn depth(name: &str, rules: &BTreeMap<String, BTreeSet<String>>, path: &mut Vec<String>) -> usize {
    assert!(!path.iter().any(|seen| seen == name), "the rule {name} is recursive: {path:?}");
    path.push(name.to_owned());
    let below = rules.get(name).into_iter().flatten().map(|inner| depth(inner, rules, path)).max().unwrap_or_default();
    path.pop();
    below + 1
}

/// pest's stack guard is switched off for speed; without a recursive rule no text can use the stack up.
#[test]
fn no_rule_is_recursive() {
    let pairs = parse(Rule::grammar_rules, GRAMMAR).expect("the grammar is well-formed");
    let rules = consume_rules(pairs).expect("the grammar is valid");
    let mut graph: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for rule in rules {
        let mut names = BTreeSet::new();
        mentioned(&rule.expr, &mut names);
        graph.insert(rule.name, names);
    }
    let deepest = graph.keys().map(|name| depth(name, &graph, &mut Vec::new())).max();
    assert!(deepest < Some(40), "{deepest:?}");
}
