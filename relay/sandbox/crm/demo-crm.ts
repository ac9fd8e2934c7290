import express, { type Router } from 'express';
import type { Parts } from '../control.ts';

/** The demo CRM. */
export function demoCrm(_parts: Parts): Router {
	return express.Router();
}
