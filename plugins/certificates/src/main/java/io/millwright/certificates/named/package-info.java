/** Questions about certificates and issuers that plans ask by name. */
@NullMarked
package io.millwright.certificates.named;

import org.jspecify.annotations.NullMarked;
