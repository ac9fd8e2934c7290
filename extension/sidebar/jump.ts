import { createContext } from 'preact';

/** Brings the message with this id into sight. */
export const JumpContext = createContext<(messageId: string) => void>(() => {});
