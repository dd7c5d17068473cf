/** The student's addresses (UI 4). */
import type { RouteObject } from "react-router";

export const studentRoutes: RouteObject[] = [];
