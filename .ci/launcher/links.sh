# Where a launcher is called from, and what its folder is called.

clone=$work/clone
fake_clone "$clone"
expect 0 '<org.epnas.app.Main>' 'the first call builds' "$clone/epnas" list
[ "$(calls "$clone")" = 1 ] || fail 'the first call builds once'
expect 0 '<-Djava.awt.headless=true>' 'plots need no display' "$clone/epnas" list
expect 0 '<two words>' 'arguments stay whole' "$clone/epnas" show 'two words'
[ "$(calls "$clone")" = 1 ] || fail 'what is built is not built again'
expect 0 '<org.epnas.benchmarks.Benchmarks>' 'benchmarks' "$clone/benchmarks"
expect 0 '' 'build' "$clone/build" verify

mkdir -p "$work/bin" "$work/far/bin"
ln -s "$clone/epnas" "$work/bin/epnas"
ln -s ../../bin/epnas "$work/far/bin/nas"
ln -s clone/build "$work/make"
expect 0 '<org.epnas.app.Main>' 'an absolute link' "$work/bin/epnas"
expect 0 '<org.epnas.app.Main>' 'a relative link to a link' "$work/far/bin/nas"
expect 0 '<org.epnas.app.Main>' 'a link found on the PATH' env "PATH=$work/bin:$PATH" epnas
expect 0 '' 'a link to build' "$work/make" verify

for name in 'with spaces' '100%' 'a#b' 'a+b' "it's" 'a"b' 'back\slash' 'Größe' '-dash' '$HOME' 'a*b'; do
  fake_clone "$work/$name"
  expect 0 "<$work/$name/app/target/classes:$work/$name/app/target/lib/*>" "a folder ($name)" "$work/$name/epnas"
done
fake_clone "$work/a:b"
expect 2 'has a colon in its name' 'a folder that no class path can hold' "$work/a:b/epnas"
