/** Plans: drafts, parameters, and the steps that every tool needs. */
@NullMarked
package io.millwright.kit.plan;

import org.jspecify.annotations.NullMarked;
