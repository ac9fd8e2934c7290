/** Every rule that a template being written is held to, one word each. */
export type TemplateRule =
	// name, language, category
	| 'name-missing'
	| 'name-format'
	| 'name-too-long'
	| 'name-taken'
	| 'language-missing'
	| 'language-unknown'
	| 'duplicate-content'
	// texts
	| 'header-missing'
	| 'header-too-long'
	| 'header-variables'
	| 'header-markdown'
	| 'header-line-break'
	| 'header-emoji'
	| 'body-missing'
	| 'body-too-long'
	| 'body-long-beside-media'
	| 'body-folded'
	| 'body-spaces'
	| 'body-tabs'
	| 'body-blank-lines'
	| 'body-emoji'
	| 'footer-too-long'
	| 'footer-variables'
	| 'promotional-words'
	| 'link-shortener'
	// variables
	| 'variable-braces'
	| 'variable-characters'
	| 'variable-spaces'
	| 'variable-name'
	| 'variable-mixed'
	| 'variable-order'
	| 'variable-repeated'
	| 'variable-at-edge'
	| 'variables-adjacent'
	| 'variables-too-many'
	| 'variables-many'
	| 'sample-missing'
	// buttons
	| 'buttons-too-many'
	| 'buttons-grouping'
	| 'buttons-folded'
	| 'button-kind-too-many'
	| 'button-kind'
	| 'button-text-missing'
	| 'button-text-too-long'
	| 'button-text-long'
	| 'button-text-plain'
	| 'button-text-twice'
	| 'url-missing'
	| 'url-format'
	| 'url-too-long'
	| 'url-variables'
	| 'url-variable-end'
	| 'phone-missing'
	| 'phone-format'
	| 'phone-too-long'
	| 'code-format'
	// carousel
	| 'carousel-category'
	| 'carousel-count'
	| 'carousel-parts'
	| 'card-header'
	| 'card-body'
	| 'card-buttons'
	| 'cards-differ'
	// limited-time offer
	| 'offer-category'
	| 'offer-text-missing'
	| 'offer-text-too-long'
	| 'offer-header'
	| 'offer-footer'
	| 'offer-buttons'
	// authentication
	| 'authentication-missing'
	| 'authentication-elsewhere'
	| 'authentication-parts'
	| 'authentication-expiry'
	| 'authentication-button';

/** One thing wrong with a template being written. */
export interface TemplateProblem {
	readonly rule: TemplateRule;
	/** `error` keeps it from being submitted; `warning` is advice, or a rule that Meta does not publish. */
	readonly severity: 'error' | 'warning';
	/**
	 * Where to point: `name`, `language`, `category`, `header`, `header.text`, `header.media`, `body`, `footer`, `offer`,
	 * `offer.text`, `cards`, `cards.0`, `cards.0.body`, `cards.0.header.media`, `cards.0.buttons.1`, `buttons`, `buttons.0`,
	 * `buttons.0.text`, `buttons.0.url`, `buttons.0.phone`, `authentication`, `samples.` with a slot's id.
	 */
	readonly place: string;
	/** What is wrong and what to do. */
	readonly message: string;
}

/** What owners decide about the check. */
export interface CheckRules {
	/** Button texts over 20 characters are errors, not warnings. */
	readonly strictButtons: boolean;
}

/** Collects problems in the order they are found. */
export interface Findings {
	error(rule: TemplateRule, place: string, message: string): void;
	warning(rule: TemplateRule, place: string, message: string): void;
}
