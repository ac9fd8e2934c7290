import { useState } from 'preact/hooks';
import { placeIn } from '../../state/map-link.ts';
import { TextField } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import styles from './more.module.css';
import { SendDialog } from './send-dialog.tsx';

/** A place: pasted out of a map, with a name that people know. */
export function LocationDialog({ onClose }: { readonly onClose: () => void }) {
	const [where, setWhere] = useState('');
	const [name, setName] = useState('');
	const [address, setAddress] = useState('');
	const place = placeIn(where);
	return (
		<SendDialog
			title={t('more_location')}
			test="location-dialog"
			missing={t('location_missing')}
			message={
				place && {
					outgoing: {
						kind: 'location',
						...place,
						name: name.trim() || null,
						address: address.trim() || null,
					},
					content: {
						kind: 'location',
						...place,
						...(name.trim() !== '' && { name: name.trim() }),
						...(address.trim() !== '' && { address: address.trim() }),
					},
				}
			}
			onClose={onClose}
		>
			<TextField
				label={t('location_where')}
				help={t('location_where_help')}
				value={where}
				exact
				test="location-where"
				onInput={setWhere}
			/>
			{place && (
				<p class={styles.note} role="status" data-test="location-read">
					{t('location_read', { latitude: place.latitude, longitude: place.longitude })}
				</p>
			)}
			<TextField label={t('location_name')} optional={t('optional')} value={name} onInput={setName} />
			<TextField
				label={t('location_address')}
				optional={t('optional')}
				value={address}
				onInput={setAddress}
			/>
		</SendDialog>
	);
}
