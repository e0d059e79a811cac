"""What holds for every run of pytest, `pytest --nbval notebooks` included."""

import os

os.environ["TQDM_DISABLE"] = "1"  # progress bars show times: as stored, the notebooks have none
