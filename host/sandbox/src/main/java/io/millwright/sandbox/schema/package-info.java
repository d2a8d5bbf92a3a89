/** Schemas of kinds, as OpenAPI v3 trees: defaulting, pruning, validation. */
@NullMarked
package io.millwright.sandbox.schema;

import org.jspecify.annotations.NullMarked;
