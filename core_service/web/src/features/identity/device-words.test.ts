import { expect, it } from "vitest";
import { deviceWords } from "./device-words";

it("names browser and system, a centre's tablet, or a program", () => {
  const chrome = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Safari/537.36";
  const ipad =
    "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605 Version/18 Safari/604";
  expect(deviceWords(chrome, false)).toBe("Chrome on Android");
  expect(deviceWords(ipad, false)).toBe("Safari on iPad");
  expect(deviceWords(ipad, true)).toBe("A tablet of the centre");
  expect(deviceWords("locust/2.4", false)).toBe("A program");
  expect(deviceWords(null, false)).toBe("A program");
});
