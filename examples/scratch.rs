fn main() {
    let path = std::env::args().nth(1).unwrap();
    let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
    let t = std::time::Instant::now();
    let (tree, errors) = sluitend::syntax::parse(&text);
    eprintln!("{:?} {} MB {} blocks {} properties {} errors", t.elapsed(), text.len() as f64/1e6, tree.blocks.len(), tree.blocks.iter().map(|b| b.properties.len()).sum::<usize>(), errors.len());
    let f = sluitend::text::SourceFile::new("x", text.as_str());
    for e in errors.iter().take(40) {
        let fi = sluitend::syntax::explain::finding(e, sluitend::text::FileId(0));
        let p = f.position(e.span.start);
        println!("{}:{}: {} | {} | {:?}", p.line, p.column, fi.headline.dutch, fi.remedy.dutch, &text[e.span.range()].chars().take(60).collect::<String>());
    }
}
