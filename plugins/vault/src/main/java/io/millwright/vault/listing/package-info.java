/** Tables of servers, stores and secrets. */
@NullMarked
package io.millwright.vault.listing;

import org.jspecify.annotations.NullMarked;
