/**
 * The command line: the same operations and words as on the screen, for scripts and pipelines. The only package that prints. Every
 * command is a {@link io.millwright.app.cli.Command}; {@link io.millwright.app.cli.CommandLineProgram} puts them together.
 */
@NullMarked
package io.millwright.app.cli;

import org.jspecify.annotations.NullMarked;
