/**
 * Who may do what, in oslo.policy's language: rules, the files that hold them, and their answers.
 * What an answer means for a request (403, 404, an absent attribute) is said where it is asked.
 */
@NullMarked
package io.glance.api.policy;

import org.jspecify.annotations.NullMarked;
