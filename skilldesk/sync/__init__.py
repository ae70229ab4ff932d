"""Packages: what an office's journal travels in. FORMAT.md is the contract; here is the way in.

Bytes in, values out: nothing here knows the store, and only `stick` touches a disk.

    keys.Keys.new() · keys.SignKey · keys.ReadKey     secrets as text, kept by the store
    keys.confirmation(root, device, nonces)           the 20 digits of an enrolment
    certificates.new_root / certify_hub / certify_office / certify_device
    root.seal_root / read_root / open_root            the root's file
    entries.stretches(links, before)                  links of the journal, by chain
    payload.Up · Receipt · Start · Fate · ranges      what a package says
    seal.enrol(keys, …)                → bytes        a device asks to be let in
    seal.seal(payload, sender=…, …)    → bytes        any other package
    unseal.read_manifest(bytes)        → Manifest     what it says to everybody; may be forged
    unseal.unseal(bytes, keys, trust)  → Opened       every check of FORMAT.md §8, or a SkillDeskError
    stick.save · look_again · read · manifest.file_name

What the store still has to ask, because a package cannot know it: was this package here before
(`Opened.sha256`), do its entries fit the chains held (gap, fork, overlap), do they belong to devices of
the sender's office, is a catalogue older than the one in use.
"""
