"""What holds for every run of pytest, `pytest --nbval notebooks` included."""

import os

os.environ["TQDM_DISABLE"] = "1"  # progress bars show times: as stored, the notebooks have none
os.environ["OPENBLAS_NUM_THREADS"] = "1"  # tests run side by side; small products on threads that wait are slow
