import { describeInBrowser } from '../support/browser';
import { describeWithNginx, type Nginx, startNginx } from '../support/nginx';
import { PANEL_BUILD_TIME, PanelTab, startPanel, type TestPanel } from '../support/panel';
import { GOOD_PASSWORD } from '../support/users';

let panel: TestPanel;
let nginx: Nginx;

describeWithNginx('with Nginx', () => {
  describeInBrowser('the panel behind it', () => {
    beforeAll(async () => {
      panel = await startPanel();
      nginx = await startNginx({ upstreams: [Number(new URL(panel.base).port)] });
    }, PANEL_BUILD_TIME);
    afterAll(async () => {
      await nginx.stop();
      await panel.close();
    });

    it('opens, lets in and shows a list, with no fault in its console', async () => {
      const boss = await panel.staff({ superuser: true });
      const context = await panel.context({}, { ignoreHTTPSErrors: true });
      const tab = new PanelTab(await context.newPage(), `https://localhost:${nginx.ports.https}`);
      await tab.open('users');
      await tab.signIn(boss.user.email, GOOD_PASSWORD);
      await tab.page.getByRole('link', { name: boss.user.email }).waitFor();
      expect(tab.faults).toEqual([]);
      await tab.page.reload();
      await tab.page.getByRole('link', { name: boss.user.email }).waitFor();
    });
  });
});
