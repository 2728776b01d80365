#include "report.h"

#include <cstdarg>
#include <cstdio>

namespace simcuda {
namespace {

std::recursive_mutex mutex;
std::vector<std::string> lines;
int sticky = 0;

std::string format(const char* pattern, va_list arguments) {
  char buffer[2048];
  vsnprintf(buffer, sizeof buffer, pattern, arguments);
  return buffer;
}

void add(int code, const std::string& message) {
  lines.push_back("error " + std::to_string(code) + ": " + message);
  fprintf(stderr, "[simcuda] %s\n", lines.back().c_str());
  fflush(stderr);
}

}  // namespace

Entry::Entry() { mutex.lock(); }
Entry::~Entry() { mutex.unlock(); }

int refuse(int code, const char* pattern, ...) {
  va_list arguments;
  va_start(arguments, pattern);
  add(code, format(pattern, arguments));
  va_end(arguments);
  return code;
}

int fault(int code, const char* pattern, ...) {
  va_list arguments;
  va_start(arguments, pattern);
  add(code, format(pattern, arguments));
  va_end(arguments);
  if (sticky == 0) sticky = code;
  return code;
}

int stickyError() { return sticky; }
void clearStickyError() { sticky = 0; }
const std::vector<std::string>& reports() { return lines; }
void clearReports() { lines.clear(); }

std::string text(const char* pattern, ...) {
  va_list arguments;
  va_start(arguments, pattern);
  std::string result = format(pattern, arguments);
  va_end(arguments);
  return result;
}

}  // namespace simcuda
