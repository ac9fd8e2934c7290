import { el } from './dom.js';

const KINDS = { feed: 'Post', reel: 'Reel', story: 'Story', note: 'Note', ad: 'Ad', live: 'Live' };

function commentElement(comment, answer) {
	return el(
		'li',
		{
			class: comment.parentId ? 'answer' : '',
			'data-test': 'instagram-comment',
			'data-id': comment.id,
			'data-own': comment.customerId === null,
		},
		el('strong', {}, comment.username),
		` ${comment.text} `,
		comment.repliedBy !== null &&
			el('span', { class: 'hint', 'data-test': 'instagram-private' }, 'answered privately'),
		el('button', { type: 'button', class: 'tool', onclick: () => answer(comment) }, 'Answer'),
	);
}

/** A post with the comments below it, and the line in which one writes another. */
export function postElement(post, act, isOpen) {
	let parent = null;
	const input = el('input', {
		'aria-label': `Comment on ${post.title}`,
		placeholder: 'Write a comment',
		autocomplete: 'off',
		'data-test': 'instagram-comment-input',
	});
	const answer = comment => {
		parent = comment.parentId ?? comment.id;
		input.placeholder = `Answer ${comment.username}`;
		input.focus();
	};
	const write = async event => {
		event.preventDefault();
		const text = input.value;
		if (text.trim() === '') return;
		input.value = '';
		await act('comments', { post: post.kind, text, ...(parent !== null && { parent }) });
	};
	return el(
		'details',
		{
			class: 'post',
			'data-test': `instagram-post-${post.kind}`,
			'data-id': post.id,
			open: isOpen || post.comments.length > 0,
		},
		el('summary', {}, `${KINDS[post.kind]}: ${post.title}`),
		el('ul', {}, ...post.comments.map(comment => commentElement(comment, answer))),
		el(
			'form',
			{ class: 'compose', onsubmit: write },
			input,
			el('button', { type: 'submit', class: 'button', 'data-test': 'instagram-comment-send' }, 'Post'),
		),
	);
}
