/** What a password must be, in words, with the API's own number. */
import { AcceptRequestLimits } from "~/generated/limits";

const { minLength } = AcceptRequestLimits.password;

export const PASSWORD_HINT = `At least ${minLength} characters: a few words are easy to remember.`;
