# The warnings and hardening that every target of the project is built with.
add_library(fa_flags INTERFACE)
target_compile_features(fa_flags INTERFACE c_std_17)
target_compile_definitions(fa_flags INTERFACE _POSIX_C_SOURCE=200809L)
target_compile_options(fa_flags INTERFACE
  -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wwrite-strings
  -Wvla -Wundef -Wcast-qual -fvisibility=hidden -fno-common)
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_options(fa_flags INTERFACE -fstack-protector-strong -D_FORTIFY_SOURCE=2 -ffunction-sections
    -fdata-sections)
  target_link_options(fa_flags INTERFACE -Wl,--gc-sections -Wl,-z,relro -Wl,-z,now)
endif()
if(FA_SANITIZE)
  target_compile_options(fa_flags INTERFACE -fsanitize=${FA_SANITIZE} -fno-omit-frame-pointer -g)
  string(REPLACE "fuzzer-no-link," "" fa_link_sanitize "${FA_SANITIZE}")
  target_link_options(fa_flags INTERFACE -fsanitize=${fa_link_sanitize})
  if(FA_SANITIZE MATCHES "undefined")
    target_compile_options(fa_flags INTERFACE -fno-sanitize-recover=undefined)
  endif()
endif()
