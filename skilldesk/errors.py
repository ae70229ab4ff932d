"""Errors a user can act on. Anything else that escapes is a bug and is shown as one."""


class SkillDeskError(Exception):
    """Something outside the program is wrong; the message says what happened, what is safe, what to do."""

    exit_code = 3


class StaleRecord(SkillDeskError):
    """The record was changed by someone else after it was opened."""

    exit_code = 10


class BrokenJournal(SkillDeskError):
    """Entries do not fit the chain they claim to continue."""

    exit_code = 11


class ForkedJournal(SkillDeskError):
    """A device has written two different entries under one number."""

    exit_code = 12


class StoreDamaged(SkillDeskError):
    """A file of the office cannot be read as what it should be."""

    exit_code = 13


class StoreBehind(SkillDeskError):
    """The store holds less than was once committed: a backup came back, or commits were lost."""

    exit_code = 14


class NewerStore(SkillDeskError):
    """The file was written by a newer program."""

    exit_code = 15


class NotFound(SkillDeskError):
    """No such record, file or office."""

    exit_code = 16


class Refused(SkillDeskError):
    """The step is not allowed as things stand; nothing was changed."""

    exit_code = 17


class NotAllowed(SkillDeskError):
    """The user may not do that."""

    exit_code = 18


class PackageDamaged(SkillDeskError):
    """A package, or a file like one, is not what was written: damaged, cut or changed."""

    exit_code = 30


class PackageUntrusted(SkillDeskError):
    """A package is signed by nobody whom the pinned root key vouches for."""

    exit_code = 31


class KeyRevoked(SkillDeskError):
    """A package comes from a key that was revoked."""

    exit_code = 32


class WrongRecipient(SkillDeskError):
    """A package is written for others; this program has no key to read it."""

    exit_code = 33


class WrongOffice(SkillDeskError):
    """A package belongs to another office."""

    exit_code = 34


class PracticePackage(SkillDeskError):
    """A practice package met a real office or hub, or the reverse."""

    exit_code = 35


class NewerPackage(SkillDeskError):
    """A package needs a newer program."""

    exit_code = 36


class NotOurEnrolment(SkillDeskError):
    """A START answers another request than the one that is pending here, or none is."""

    exit_code = 37


class PackageTooLarge(SkillDeskError):
    """A package is larger than any that may be written or read."""

    exit_code = 38


class StickFull(SkillDeskError):
    """There is no room for the file."""

    exit_code = 39


class StickReadOnly(SkillDeskError):
    """The stick or folder takes no files: write-protected, a CD, no rights."""

    exit_code = 40


class StickGone(SkillDeskError):
    """The stick or the file is no longer there."""

    exit_code = 41


class StickUnreliable(SkillDeskError):
    """What was written is not what is read back."""

    exit_code = 42


class PathTooLong(SkillDeskError):
    """The folder lies too deep for the name of the file."""

    exit_code = 43


class WrongPassword(SkillDeskError):
    """The password, or the recovery sheet, does not open the office."""

    exit_code = 50


class UnknownUser(SkillDeskError):
    """Nobody of that name may open the office."""

    exit_code = 51


class KeysDamaged(SkillDeskError):
    """Both copies of the keys are damaged or missing, or someone else changed them."""

    exit_code = 52


class OfficeInUse(SkillDeskError):
    """Another program works in the office folder."""

    exit_code = 53


class BackupDamaged(SkillDeskError):
    """The backup is not what this program once wrote: damaged, cut or changed."""

    exit_code = 54


class NotWritten(SkillDeskError):
    """A disk or stick does not take a file: full, read-only, too large for it, gone."""

    exit_code = 55


class ProgramFileDamaged(SkillDeskError):
    """A file that the program ships is not as it must be."""

    exit_code = 60


class TextDoesNotFit(SkillDeskError):
    """A text is too long for its place on a printed form."""

    exit_code = 65


class ScenarioFault(SkillDeskError):
    """A scenario for the test bench cannot be read."""

    exit_code = 70


class PolicyFault(SkillDeskError):
    """A policy file says something that the program does not understand, or leaves out what it must say."""

    exit_code = 71


class TemplateFault(SkillDeskError):
    """A layout or a code map says something that the program does not understand, or leaves something out."""

    exit_code = 72


class SheetUnreadable(SkillDeskError):
    """A workbook or text file that somebody brought cannot be read, or is not what it should be."""

    exit_code = 73


class CalendarMissing(SkillDeskError):
    """Nothing is known about the days off of a year."""

    exit_code = 74
