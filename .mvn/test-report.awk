# Sums the XML reports of Surefire: modules, tests, failures, errors, skipped tests by reason, time. Lines suffice where
# a parser would do: Surefire begins a line with each element that is read here.

# attribute(NAME): its value in the current line, entities resolved.
function attribute(name,    value) {
  if (!match($0, " " name "=\"[^\"]*\"")) return ""
  value = substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4)
  gsub(/&#10;/, " ", value)
  gsub(/&quot;/, "\"", value)
  gsub(/&apos;/, "'", value)
  gsub(/&lt;/, "<", value)
  gsub(/&gt;/, ">", value)
  gsub(/&amp;/, "\\&", value)
  return value
}

# The part of an exception's first line that says why: "org.opentest4j.TestAbortedException: Assumption failed: no GPU".
function why(line) {
  sub(/^.*<!\[CDATA\[/, "", line)
  sub(/\]\]>.*$/, "", line)
  sub(/^[A-Za-z0-9_.$]+Exception: /, "", line)
  sub(/^Assumption failed: /, "", line)
  return line
}

# The folders above .../target/surefire-reports: kernel, or examples/energy for what examples-test builds.
function module_of(file) {
  sub(/\/target\/surefire-reports\/.*$/, "", file)
  sub(/^\.\//, "", file)
  sub(/^.*\/target\//, "", file)
  return file
}

# duration(SECONDS): 4.2 s, 3m05s.
function duration(seconds) {
  if (seconds < 60) return sprintf("%.1f s", seconds)
  seconds = int(seconds + 0.5)
  return sprintf("%dm%02ds", int(seconds / 60), seconds % 60)
}

FNR == 1 { begun = 0 }

# A report repeats its suite's element nowhere, but what a test printed may look like one.
/^<testsuite / && !begun {
  begun = 1
  module = module_of(FILENAME)
  if (!(module in tests)) order[++modules] = module
  tests[module] += attribute("tests")
  failures += attribute("failures")
  errors += attribute("errors")
  skipped += attribute("skipped")
  time[module] += attribute("time")
  all += attribute("tests")
  total += attribute("time")
}

/^ *<skipped/ {
  reason = attribute("message")
  if (reason == "" && /<!\[CDATA\[/) reason = why($0)
  if (reason == "") reason = "no reason given"
  reasons[reason]++
}

END {
  if (modules == 0) exit
  print "Tests"
  for (i = 1; i <= modules; i++)
    printf "  %-28s %6d   %s\n", order[i], tests[order[i]], duration(time[order[i]])
  printf "  modules %d, tests %d, failures %d, errors %d, skipped %d, time %s\n",
    modules, all, failures, errors, skipped, duration(total)
  # The most frequent reason first; the order of equal ones is that of their text.
  if (skipped > 0) print "Skipped, and why"
  while (1) {
    most = ""
    for (reason in reasons)
      if (most == "" || reasons[reason] > reasons[most] || (reasons[reason] == reasons[most] && reason < most)) most = reason
    if (most == "") break
    printf "  %4d  %s\n", reasons[most], most
    delete reasons[most]
  }
}
