/**
 * What somebody may do. The presenter drives the show from windows with the presenter's cookie; a remote is a paired
 * device, and only presses keys; everybody else looks on.
 */
export type Role = "presenter" | "remote" | "viewer";
