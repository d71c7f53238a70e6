import { PassThrough } from 'node:stream';
import { ask, askNewPassword, askSecret, canAsk } from './prompt';

function terminal() {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const shown: string[] = [];
  output.on('data', (chunk: Buffer) => void shown.push(chunk.toString()));
  return {
    terminal: { input, output },
    type: (text: string) => input.write(text),
    shown: () => shown.join(''),
  };
}
const turn = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('questions at the terminal', () => {
  it('show what is typed, unless it is a secret', async () => {
    const one = terminal();
    const email = ask('E-mail: ', one.terminal);
    one.type('ana@example.org\r');
    expect(await email).toBe('ana@example.org');
    expect(one.shown()).toContain('E-mail: ');
    expect(one.shown()).toContain('ana@example.org');

    const two = terminal();
    const secret = askSecret('Password: ', two.terminal);
    two.type('muelle ñ  tarta ');
    two.type('x\x7f\r');
    expect(await secret).toBe('muelle ñ  tarta ');
    expect(two.shown()).toBe('Password: \n');
  });

  it('ask a new password twice', async () => {
    for (const [again, outcome] of [
      ['muelle', 'muelle'],
      ['otra', /differ/],
    ] as const) {
      const { terminal: here, type } = terminal();
      const answer = askNewPassword(here).catch((error: unknown) => String(error));
      type('muelle\r');
      await turn();
      type(`${again}\r`);
      expect(await answer).toMatch(outcome);
    }
  });

  it.each([
    ['Ctrl-C', '\x03'],
    ['Ctrl-D', '\x04'],
  ])('end with %s', async (_name, key) => {
    const { terminal: here, type } = terminal();
    const answer = askSecret('Password: ', here);
    type(key);
    await expect(answer).rejects.toThrow('No answer');
  });

  it('are not asked where there is no terminal', () => {
    expect(canAsk(terminal().terminal)).toBe(false);
  });
});
