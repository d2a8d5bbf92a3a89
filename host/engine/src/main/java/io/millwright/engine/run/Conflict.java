package io.millwright.engine.run;

import io.millwright.spi.Intent;

/** What becomes of a run that would change an instance while another one is at it. */
enum Conflict {
    /** It works beside the other: neither touches what the other needs. */
    NONE,
    /** It waits until the other has ended: both are short, and neither undoes what the other does. */
    WAIT,
    /** It isn't begun: what the other leaves behind may be another instance than the plan was made for. */
    BLOCK;

    private enum Row {
        BACKUP,
        SCALE,
        CONFIGURE,
        UPGRADE,
        REPLACE
    }

    static Conflict between(Intent holder, Intent wanting) {
        Row a = row(holder);
        Row b = row(wanting);
        if (a != Row.BACKUP && b != Row.BACKUP) {
            return BLOCK;
        }
        return switch (a == Row.BACKUP ? b : a) {
            case CONFIGURE -> NONE;
            case BACKUP, SCALE -> WAIT;
            case UPGRADE, REPLACE -> BLOCK;
        };
    }

    private static Row row(Intent intent) {
        return switch (intent) {
            case BACKUP -> Row.BACKUP;
            case SCALE -> Row.SCALE;
            case CONFIGURE, ROTATE, REPAIR -> Row.CONFIGURE;
            case UPGRADE -> Row.UPGRADE;
            case INSTALL, CREATE, RESTORE, UNINSTALL -> Row.REPLACE;
        };
    }
}
