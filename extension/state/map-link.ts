export interface MapPlace {
	readonly latitude: number;
	readonly longitude: number;
}

const NUMBER = String.raw`(-?\d{1,3}(?:\.\d+)?)`;
/** `52.39, 13.06`, also inside an address. */
const PAIR = new RegExp(`${NUMBER}\\s*[,;]\\s*${NUMBER}`);
/** Google's place itself; what stands behind `@` is only the middle of the view. */
const GOOGLE = new RegExp(`!3d${NUMBER}!4d${NUMBER}`);
/** OpenStreetMap's marker and view. */
const MARKER = new RegExp(`mlat=${NUMBER}&mlon=${NUMBER}`);
const VIEW = new RegExp(`#map=\\d+(?:\\.\\d+)?/${NUMBER}/${NUMBER}`);

/** The place in a link of a map (Google, Apple, OpenStreetMap, `geo:`) or in two numbers. Null when none is in it. */
export function placeIn(pasted: string): MapPlace | null {
	let text = pasted.trim();
	try {
		text = decodeURIComponent(text);
	} catch {
		// A single % in a text is no link's: it is read as it stands.
	}
	for (const form of [GOOGLE, MARKER, VIEW, PAIR]) {
		const found = form.exec(text);
		const latitude = Number(found?.[1]);
		const longitude = Number(found?.[2]);
		if (found && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) return { latitude, longitude };
	}
	return null;
}
