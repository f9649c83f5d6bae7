"""Whether a machine sees what the one sees that started the batch: else it says what to do, and runs nothing."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from buurtmaat.adapters.outputs.versions import versions_now
from buurtmaat.batch.digests import digest_of_file, stamp_of_file
from buurtmaat.batch.jobs import Job, MunicipalityArea, digest_of
from buurtmaat.batch.machines import check_files, check_machine, marked
from buurtmaat.batch.one_municipality import recipe_text
from buurtmaat.core.errors import InputError
from buurtmaat.core.recipes.recipe_reader import read_recipe_file
from towns.municipality_row import write_recipe, write_row


@pytest.fixture
def job(tmp_path: Path) -> Job:
    data, out = tmp_path / "data", tmp_path / "out"
    write_row(data, 1)
    out.mkdir()
    recipe, layers = data / "recipe.json", data / "country.gpkg"
    return Job(
        area=MunicipalityArea(code="GM0000", name="", folder="GM0000"),
        crs="",
        recipe=str(recipe),
        folder=str(out),
        margin=0,
        digests={"country.gpkg": digest_of_file(layers)},
        stamps={"country.gpkg": stamp_of_file(layers)},
        batch="b1",
        versions=versions_now(),
        asked=digest_of(recipe_text(read_recipe_file(recipe))),
    )


def test_a_machine_that_sees_all_may_run(job: Job) -> None:
    with marked(Path(job.folder), job.batch):
        check_machine(job)
        check_files(job)
    assert not list(Path(job.folder).iterdir())


def test_a_machine_with_another_folder_of_that_name_may_not(job: Job, tmp_path: Path) -> None:
    with marked(Path(job.folder), "another"), pytest.raises(InputError, match=r"does not see the folder .* share it"):
        check_machine(job)
    with pytest.raises(InputError, match="does not see the folder"):
        check_machine(replace(job, folder=str(tmp_path / "nowhere")))


def test_a_machine_with_other_versions_may_not(job: Job) -> None:
    with marked(Path(job.folder), job.batch), pytest.raises(InputError) as error:
        check_machine(replace(job, versions={**job.versions, "Buurtmaat": "0.0.1"}))
    own = versions_now()["Buurtmaat"]
    assert f"has Buurtmaat {own}, and the batch was started with Buurtmaat 0.0.1: install" in str(error.value)


def test_a_copy_of_a_file_will_do_if_it_is_the_same(job: Job) -> None:
    layers = Path(job.recipe).with_name("country.gpkg")
    os.utime(layers, ns=(0, 0))
    check_files(job)
    with layers.open("r+b") as file:
        file.seek(5000)
        file.write(b"other")
    with pytest.raises(InputError, match=r"country\.gpkg on the computer .* is not the one of the batch"):
        check_files(job)
    layers.unlink()
    with pytest.raises(InputError, match=r"does not see the file .*country\.gpkg"):
        check_files(job)


def test_another_recipe_under_its_path_is_not_run(job: Job) -> None:
    write_recipe(Path(job.recipe), target=0.2)
    with pytest.raises(InputError, match=r"recipe\.json on the computer .* is not the one of the batch"):
        check_files(job)
    Path(job.recipe).unlink()
    with pytest.raises(InputError, match=r"does not see the file .*recipe\.json"):
        check_files(job)
    with pytest.raises(InputError, match="does not see the file /xxx"):  # as a path of another system may be
        check_files(replace(job, recipe=f"/{'x' * 300}.json"))


def test_a_folder_that_cannot_be_written_is_told(job: Job, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(InputError, match=r"cannot write into the folder .* let the user of the worker write there"):
        check_files(replace(job, folder=str(file)))
    with pytest.raises(InputError, match="cannot write into the folder"), marked(file, "b1"):
        pass
