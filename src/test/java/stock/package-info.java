/** Programs that use DL4J without a class of Twinhead's. */
@NullMarked
package stock;

import org.jspecify.annotations.NullMarked;
