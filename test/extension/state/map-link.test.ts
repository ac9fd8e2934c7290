import { describe, expect, it } from 'vitest';
import { placeIn } from '../../../extension/state/map-link.ts';

describe('placeIn', () => {
	it.each([
		['52.39, 13.06', 52.39, 13.06],
		['-33.5;-70.6', -33.5, -70.6],
		['geo:52.39,13.06?z=17', 52.39, 13.06],
		['https://www.google.com/maps/@52.39,13.06,15z', 52.39, 13.06],
		['https://www.google.com/maps/place/X/@1.5,2.5,17z/data=!3d52.39!4d13.06', 52.39, 13.06],
		['https://maps.google.com/?q=52.39%2C13.06', 52.39, 13.06],
		['https://maps.apple.com/?ll=52.39,13.06', 52.39, 13.06],
		['https://www.openstreetmap.org/?mlat=52.39&mlon=13.06#map=16/1/2', 52.39, 13.06],
		['https://www.openstreetmap.org/#map=16/52.39/13.06', 52.39, 13.06],
	])('reads %s', (pasted, latitude, longitude) => {
		expect(placeIn(pasted)).toEqual({ latitude, longitude });
	});

	it.each([['Gartenweg 3'], ['https://maps.app.goo.gl/AbCd'], ['91.5, 10.2'], ['100 %']])(
		'reads no place in “%s”',
		pasted => {
			expect(placeIn(pasted)).toBeNull();
		},
	);
});
