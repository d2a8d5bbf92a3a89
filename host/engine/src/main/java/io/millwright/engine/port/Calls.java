package io.millwright.engine.port;

import io.millwright.engine.browse.ApiCall;

/** Is told of every call to an API server when it has ended. Called by whatever thread made it; must not wait. */
public interface Calls {
    /** Nobody is. */
    Calls UNHEARD = call -> {};

    void ended(ApiCall call);
}
