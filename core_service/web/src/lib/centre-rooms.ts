/** The rooms of one's centres, with their seats. */
import { queryOptions } from "@tanstack/react-query";
import type { components } from "~/generated/api";
import { api, unwrap } from "./api";
import { everyItem } from "./pages";

export type CentreRoom = components["schemas"]["CentreRoom"];

export const centreRoomsQuery = queryOptions({
  queryKey: ["centre-rooms"],
  queryFn: ({ signal }) =>
    everyItem<CentreRoom>((query) =>
      unwrap(api.GET("/academic/rooms", { params: { query }, signal })),
    ),
});
