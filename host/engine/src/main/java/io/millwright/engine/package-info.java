/** The engine: everything that both front ends do, headless. Plans are made, approved, run, journalled and taken back here. */
@NullMarked
package io.millwright.engine;

import org.jspecify.annotations.NullMarked;
