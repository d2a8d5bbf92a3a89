package io.millwright.engine.run;

import io.millwright.spi.Intent;

/** What becomes of a run that would change an instance while another one is at it. Two never change it at the same time. */
enum Conflict {
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
        boolean backup = a == Row.BACKUP || b == Row.BACKUP;
        boolean harmless = within(a) && within(b);
        return backup && harmless ? WAIT : BLOCK;
    }

    private static boolean within(Row row) {
        return row == Row.BACKUP || row == Row.SCALE || row == Row.CONFIGURE;
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
