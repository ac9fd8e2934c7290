import { useState } from 'preact/hooks';
import { TextField } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import { SendDialog } from './send-dialog.tsx';

/** A contact card: a name with a number or an e-mail address. */
export function ContactDialog({ onClose }: { readonly onClose: () => void }) {
	const [name, setName] = useState('');
	const [phone, setPhone] = useState('');
	const [email, setEmail] = useState('');
	const [company, setCompany] = useState('');
	const phones = [phone.trim()].filter(one => one !== '');
	const emails = [email.trim()].filter(one => one !== '');
	// A card that nobody can call or write to helps nobody.
	const callable = phones.every(one => /^\+?\d{7,15}$/.test(one.replace(/[\s().\-/]/g, '')));
	const complete = name.trim() !== '' && phones.length + emails.length > 0 && callable;
	const card = { name: name.trim(), phones, emails };
	const firm = company.trim();
	return (
		<SendDialog
			title={t('more_contact')}
			test="contact-dialog"
			missing={t(callable ? 'contact_missing' : 'contact_number_wrong')}
			message={
				complete
					? {
							outgoing: {
								kind: 'contacts',
								contacts: [{ ...card, company: firm === '' ? null : firm }],
							},
							content: {
								kind: 'contacts',
								contacts: [{ ...card, ...(firm !== '' && { company: firm }) }],
							},
						}
					: null
			}
			onClose={onClose}
		>
			<TextField label={t('contact_name')} value={name} test="contact-name-field" onInput={setName} />
			<TextField
				label={t('contact_phone')}
				help={t('contact_phone_help')}
				type="tel"
				value={phone}
				exact
				test="contact-phone-field"
				onInput={setPhone}
			/>
			<TextField label={t('profile_email')} optional={t('optional')} value={email} exact onInput={setEmail} />
			<TextField label={t('contact_company')} optional={t('optional')} value={company} onInput={setCompany} />
		</SendDialog>
	);
}
