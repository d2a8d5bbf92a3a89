/** The questions that only this plugin can answer: what settled, streaming or completed means for PostgreSQL. */
@NullMarked
package io.millwright.postgres.named;

import org.jspecify.annotations.NullMarked;
