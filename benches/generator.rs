//! A generated region of any size: clusters that hold every kind of block, under one region of 22 municipalities.

const CLUSTER: &str = include_str!("cluster.regio");

const HEAD: &str = "\
regio Gegenereerd {
  gemeenten Aalten, Apeldoorn, Berkelland, Bronckhorst, Brummen, Doetinchem, Elburg, Epe, Ermelo, Harderwijk, Hattem, Heerde,
            Lochem, Montferland, Nunspeet, Oldebroek, Oost-Gelre, Oude-IJsselstreek, Putten, Voorst, Winterswijk, Zutphen
}
gebied Oost { soort subregio; gemeenten Aalten, Berkelland, Bronckhorst, Doetinchem, Montferland, Oost-Gelre, Oude-IJsselstreek, Winterswijk }
gebied West { soort subregio; gemeenten Apeldoorn, Brummen, Elburg, Epe, Ermelo, Harderwijk, Hattem, Heerde, Lochem, Nunspeet, Oldebroek, Putten, Voorst, Zutphen }
";

/// A text of at least this many lines.
pub fn region(lines: usize) -> String {
    let per_cluster = CLUSTER.lines().count();
    let mut text = HEAD.to_owned();
    for number in 0..lines.saturating_sub(HEAD.lines().count()).div_ceil(per_cluster) {
        text.push_str(&CLUSTER.replace('@', &number.to_string()));
    }
    text
}
