# What `cmake --install` puts where beside the targets themselves: headers, and one .pc file per component. The tree can be moved:
# everything finds the rest from where it is itself.
install(DIRECTORY include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")

set(FA_PC_DIR ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig)
file(RELATIVE_PATH FA_PC_TO_PREFIX ${FA_PC_DIR} ${CMAKE_INSTALL_PREFIX})
file(RELATIVE_PATH FA_PC_LIBDIR ${CMAKE_INSTALL_PREFIX} ${CMAKE_INSTALL_FULL_LIBDIR})
file(RELATIVE_PATH FA_PC_INCLUDEDIR ${CMAKE_INSTALL_PREFIX} ${CMAKE_INSTALL_FULL_INCLUDEDIR})
foreach(component finanalyst finanalyst-sqlite finanalyst-sodium finanalyst-openssl finanalyst-crypt finanalyst-curl
        finanalyst-extract finanalyst-xlsx)
  if(TARGET ${component})
    configure_file(pkgconfig/${component}.pc.in ${CMAKE_BINARY_DIR}/pkgconfig/${component}.pc @ONLY)
    install(FILES ${CMAKE_BINARY_DIR}/pkgconfig/${component}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
    set_target_properties(${component} PROPERTIES INSTALL_RPATH "$ORIGIN")
  endif()
endforeach()
if(TARGET finanalyst-program)
  file(RELATIVE_PATH to_libraries ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_LIBDIR})
  set_target_properties(finanalyst-program PROPERTIES INSTALL_RPATH "$ORIGIN/${to_libraries}")
endif()
