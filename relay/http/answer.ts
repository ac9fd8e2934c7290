import type express from 'express';
import { HTTP_STATUS, type Result } from '../../shared/contract/result.ts';

/** Sends a result with the status that says the same. */
export function answer(response: express.Response, result: Result<unknown>): void {
	response.status(result.ok ? 200 : HTTP_STATUS[result.error.code]).json(result);
}
