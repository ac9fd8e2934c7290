import { texts } from '../../connection/browser-texts.ts';
import type { Connection } from '../../connection/page-messages.ts';
import { connectPort } from '../../connection/port-client.ts';

const port = connectPort();

write('h1', texts('popup_title'));
write('.hint', texts('popup_reload_hint'));
write('button', texts('popup_open_settings'));
document.querySelector('button')?.addEventListener('click', () => {
	port.openSettings();
	window.close();
});
port.onConnection(show);
port.onOutbox(showWaiting);

function show(connection: Connection): void {
	document.querySelector('.dot')?.setAttribute('data-state', connection.state);
	write('.words', wordsFor(connection));
	showWaiting();
}

function wordsFor(connection: Connection): string {
	switch (connection.state) {
		case 'unpaired':
			return texts('popup_unpaired');
		case 'connecting':
			return texts('popup_connecting');
		case 'online':
			return texts('popup_online', new URL(connection.relayUrl).host, connection.user.name);
		case 'offline':
			return connection.reason;
		case 'refused':
			return connection.message;
	}
}

function showWaiting(): void {
	const waiting = port.outbox.filter(item => item.state !== 'refused').length;
	const words = waiting > 0 ? [texts('popup_waiting', String(waiting))] : [];
	if (port.connection?.state === 'offline') words.push(texts('popup_offline'));
	write('.more', words.join('. '));
}

function write(selector: string, words: string): void {
	const element = document.querySelector(selector);
	if (element) element.textContent = words;
}
