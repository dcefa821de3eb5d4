export { type ChangeNews, type ChangeTopic, EventHub } from './event-hub.ts';
