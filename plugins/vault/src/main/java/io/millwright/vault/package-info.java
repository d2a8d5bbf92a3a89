/** The plugin for Vault. */
@NullMarked
package io.millwright.vault;

import org.jspecify.annotations.NullMarked;
