/** What upstream says of Vault, OpenBao and the External Secrets Operator. */
@NullMarked
package io.millwright.vault.facts;

import org.jspecify.annotations.NullMarked;
