import { permissionGrid } from './permission-grid';

describe('the matrix of permissions', () => {
  it('has a row for each resource and a column for each action', () => {
    const codes = ['users.view_user', 'users.add_user', 'instruments.view_import_run', 'users.view_group'];
    expect(permissionGrid(codes).rows).toEqual([
      { model: 'users.user', cells: { view: 'users.view_user', add: 'users.add_user' } },
      { model: 'instruments.import_run', cells: { view: 'instruments.view_import_run' } },
      { model: 'users.group', cells: { view: 'users.view_group' } },
    ]);
  });

  it('lists apart what is no plain action', () => {
    expect(permissionGrid(['instruments.import', 'auth.revoke_token', 'system.view'])).toEqual({
      rows: [],
      others: ['instruments.import', 'auth.revoke_token', 'system.view'],
    });
  });
});
