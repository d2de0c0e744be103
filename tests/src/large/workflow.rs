//! A good workflow of the code host: as many jobs as fit, each with steps, a matrix and a need.

use super::grow;

/// A workflow of about that many bytes without any problem.
pub fn workflow(bytes: usize) -> String {
    let start = "# Builds and tests everything, team by team.\nname: platform\non:\n  push:\n    \
                 branches: [main]\npermissions: {}\njobs:\n";
    grow(bytes, start.to_owned(), job)
}

fn job(number: usize) -> String {
    let needs = match number.checked_sub(1) {
        Some(before) => format!("    needs: [team-{before}]\n"),
        None => String::new(),
    };
    format!(
        "  # ask team {number} before you change its checks\n  team-{number}:\n    \
         name: Team {number}\n    runs-on: ubuntu-24.04\n    timeout-minutes: 20\n{needs}    \
         strategy:\n      fail-fast: false\n      matrix:\n        part: [api, worker, web]\n    \
         env:\n      LOG_LEVEL: info\n      PART: ${{{{ matrix.part }}}} # one after another\n    \
         steps:\n      - name: Install\n        run: make install\n      \
         - name: Check\n        run: make check PART=\"$PART\"\n      \
         - name: Migrate\n        if: matrix.part == 'api'\n        run: make migrate\n        \
         continue-on-error: true\n      \
         - name: Report\n        if: always()\n        run: make report TEAM={number}\n"
    )
}
