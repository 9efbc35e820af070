"""Free prose to the canonical caption: read the camera, read the grammar, choose the facts, fill in what is missing."""

from __future__ import annotations

import logging
from dataclasses import replace
from itertools import pairwise
from traceback import extract_tb
from typing import Protocol

from video01.facts import Facts, canonical
from video01.generation import PromptReport
from video01.prompt import notes
from video01.prompt.actors import Actors
from video01.prompt.adjectives import Traits, each, traits
from video01.prompt.atmosphere import Happening, happenings
from video01.prompt.camera import CameraReader, read_brackets
from video01.prompt.camera_reading import CameraReading
from video01.prompt.caption import read_caption
from video01.prompt.cast import cast, mentions, row_of
from video01.prompt.chat import spelt_out
from video01.prompt.chunker import Chunker
from video01.prompt.clauses import ClauseReader
from video01.prompt.completion import complete
from video01.prompt.deeds import deed, is_mutual
from video01.prompt.draft import Draft, FigureDraft
from video01.prompt.fill import NO_LIGHT, NO_WEATHER
from video01.prompt.function_words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    META,
    PEOPLE,
    PREPOSITIONS,
    PRONOUNS,
    word_set,
)
from video01.prompt.lexicon import MOVES, lexicon
from video01.prompt.mention import Mention
from video01.prompt.motion import DIRECTED, Motion, motions, of_figure, shown_as
from video01.prompt.predicates import predicates
from video01.prompt.reading import NounPhrase, Reading
from video01.prompt.relation_words import BESIDE
from video01.prompt.relations import Tie, distinct, relate
from video01.prompt.spelling import likeliest
from video01.prompt.surroundings import find_fact
from video01.prompt.text import Token, take_brackets, tokens

logger = logging.getLogger(__name__)

UNREADABLE = "The prompt could not be read and is given to the model as it is."

SILENT = (
    DETERMINERS
    | AUXILIARIES
    | CONJUNCTIONS
    | PREPOSITIONS
    | PRONOUNS
    | PEOPLE
    | META
    | frozenset({"'s", "there", "yes", "first", "finally", "together"})
)


_LEADING = word_set("walk fly lead drive pull drag push tow carry steer roll sail follow overtake escort guide race")
_TRAILING = word_set("follow accompany join trail")
_LEVEL = word_set("behind before alongside beside")  # who runs behind somebody does so as that one runs
_SUBJECTS = word_set("he she it they")
_SOMEBODY = frozenset({"he", "she", "they", "someone", "somebody", "him", "her", "them"})


class Optimizer(Protocol):
    """Turns a prompt into what the model is given. A language model behind an endpoint may be one, too."""

    def __call__(self, prompt: str, *, has_image: bool = False) -> PromptReport: ...


def optimize(prompt: str, *, has_image: bool = False) -> PromptReport:
    """The prompt in the words that the model knows, with what was ignored and what was changed.

    With an image, which shows subject and place, nothing is filled in that the prompt does not name. Never raises: a
    fault in the rules is logged and costs nobody the video.
    """
    try:
        return Optimization(prompt, has_image=has_image).report()
    except Exception as error:
        at = extract_tb(error.__traceback__)[-1]  # the error itself may tell of the prompt, which no log does
        logger.error("a prompt could not be read: %s in %s:%s", type(error).__name__, at.name, at.lineno)
        return PromptReport(prompt=prompt, notes=(UNREADABLE,))


class Optimization:
    """One prompt on its way: what it tells, the notes, and the tokens that the video shows."""

    def __init__(self, prompt: str, *, has_image: bool) -> None:
        self.notes: list[str] = []
        self.shown: set[int] = set()
        self.has_image = has_image
        self.tokens: list[Token] = []
        self.camera = CameraReading()
        caption = read_caption(prompt)
        self.draft = Draft() if caption is None else Draft.of(caption)
        if caption is None:
            self._read(prompt)
        complete(self.draft, self.notes, has_image=has_image)
        self.facts: Facts = self.draft.facts()

    def report(self) -> PromptReport:
        """What the model is given, and what people are told."""
        told = tuple(note for note in dict.fromkeys(self.notes) if note)
        return PromptReport(prompt=canonical(self.facts), ignored=self._ignored(), notes=told)

    def _read(self, prompt: str) -> None:
        text, brackets = take_brackets(prompt)
        self.tokens = [self._spelt(token) for token in spelt_out(tokens(text), lexicon())]
        self._read_camera(brackets)
        words = [token.word if i not in self.camera.taken else "·" for i, token in enumerate(self.tokens)]
        told = happenings(words)
        taken = self.camera.taken | {i for fact in told for i in range(fact.start, fact.end)}
        found = Chunker(self.tokens, lexicon(), frozenset(taken)).read()
        shots = {i for fact in told if not fact.section for i in range(fact.start, fact.end)}  # "close-up"
        found.camera = frozenset(self.camera.taken | shots)
        self.reading: Reading = ClauseReader(found, lexicon()).read()
        named = mentions(self.reading)
        chosen, ties = relate(self.reading, cast(self.reading, named))
        self._choose_surroundings(told, frozenset(noun for mention in chosen for noun in mention.nouns))
        self._choose_figures(chosen, ties, frozenset(taken))
        self._tell_left_out(chosen, named)
        if self.has_image:
            self._keep_who_moves()
        self.draft.camera = self.camera.commands()
        self.notes += self.camera.notes

    def _spelt(self, token: Token) -> Token:
        """A misspelt word under the spelling that was meant. What begins with a capital may be a name."""
        other = "" if token.written.istitle() else likeliest(token.word, lexicon())
        if other:
            self.notes.append(f'"{token.written}" is read as "{other}".')
        return replace(token, word=other) if other else token

    def _keep_who_moves(self) -> None:
        """With a picture, who does not appear is taken to be in it; only the first who does something moves there."""
        inside = [figure for figure in self.draft.figures if figure.actions[:1] != ("appears",)]
        mover = next((figure for figure in inside if figure.actions not in ((), ("stays still",))), None)
        for figure in inside:
            how = ": it moves if it stands out clearly" if figure is mover else ", where it stays as it is"
            self.notes.append(f"The {figure.name} is taken to be in the picture{how}.")
        self.draft.figures = [figure for figure in self.draft.figures if figure is mover or figure not in inside]
        for figure in self.draft.figures[:1]:
            figure.relation = None

    def _read_camera(self, brackets: list[str]) -> None:
        reader = CameraReader(lexicon())
        read_brackets(brackets, self.camera, reader)
        reader.read(self.tokens, self.camera)
        self.shown |= self.camera.taken

    def _choose_surroundings(self, told: list[Happening], figures: frozenset[NounPhrase]) -> None:
        draft = self.draft
        for fact in told:
            self.shown |= set(range(fact.start, fact.end))
            if fact.section and getattr(draft, fact.section) is None:
                setattr(draft, fact.section, fact.target)
        for section in ("place", "light", "weather", "look"):
            found = find_fact(self.reading, section, figures)
            if found is not None and getattr(draft, section) is None:
                setattr(draft, section, found.meaning.target)
                self.shown |= set(range(found.start, found.end))
                self.notes.append(notes.meaning_note(self.reading.text(found.start, found.end), found.meaning))
        for noun in self.reading.nouns:
            if noun.negated and not any(getattr(draft, m.section, None) == m.target for m in noun.meanings):
                self.shown |= set(range(noun.start, noun.end))
        self._untellable()

    def _untellable(self) -> None:
        """Take out what no picture of the place can show."""
        draft = self.draft
        if draft.look == "natural":
            draft.look = None
        if draft.place in NO_WEATHER:
            if draft.weather not in (None, "clear"):
                self.notes.append(f"There is no weather {_in(draft.place)}.")
            draft.weather = None
        if draft.place in NO_LIGHT:
            draft.light = None

    def _choose_figures(self, chosen: list[Mention], ties: list[Tie], taken: frozenset[int]) -> None:
        found = motions(self.reading, chosen, taken)
        actors = Actors(self.reading, chosen)
        described = predicates(self.reading, actors)
        if not chosen and self.has_image:
            self._choose_motion_of_picture(found)
        leads: list[tuple[str, ...]] = []
        for i, (mention, tie) in enumerate(zip(chosen, ties, strict=True)):
            shown = of_figure(found, i)[0]
            aimless = tie.relation in ("chasing", "behind") and {motion.action for motion in shown} == {MOVES}
            alike = aimless and any(motion.action in DIRECTED for motion in of_figure(found, 0)[0])
            draft = self._figure(mention, () if alike else self._actions(found, i, mention, actors))
            if i in described:
                draft.size, draft.colour = draft.size or described[i].size, draft.colour or described[i].colour
                self.shown |= described[i].taken
            draft.relation, draft.follows = (
                tie.relation,
                alike or tie.together or (i > 0 and self._goes_along(mention, tie)),
            )
            draft.rests = i > 0 and mention.noun.role not in ("subject", "with") and not draft.follows
            if tie.leader is not None and tie.leader < i and not draft.actions:
                draft.actions = leads[tie.leader]
            leads.append(draft.actions)
            told = each(self.reading, mention.noun) if mention.shown > 1 or mention.copy else []
            for copy in range(mention.copy, mention.copy + mention.shown):
                own = told[copy] if copy < len(told) else Traits()
                self.shown |= own.taken
                size, colour = own.size or draft.size, own.colour or draft.colour
                relation = draft.relation or (BESIDE if copy else None)
                self.draft.figures.append(replace(draft, relation=relation, size=size, colour=colour))
        words = {token.word for token in self.tokens}
        if not chosen and not self.has_image and _SOMEBODY & words and "nobody" not in words:
            actions = tuple(dict.fromkeys(shown_as(motion) for motion in found))
            self.draft.figures.append(FigureDraft("person", actions=(*actions[:1], *actions[1:][-1:])))
        relations = distinct([figure.relation for figure in self.draft.figures])
        for figure, relation in zip(self.draft.figures, relations, strict=True):
            figure.relation = relation
        for motion in found:
            if any(shown_as(motion) in figure.actions for figure in self.draft.figures):
                self.shown |= set(range(motion.start, motion.end))
        if len(chosen) > 1:
            spans = [range(one.noun.end, two.noun.start) for one, two in pairwise(chosen)]
            self.shown |= {i for span in spans for i in span if len(span) < 4}

    def _figure(self, mention: Mention, actions: tuple[str, ...]) -> FigureDraft:
        """A figure with what adjectives tell of it; its words are marked as shown."""
        draft = FigureDraft(mention.meaning.target, actions=actions)
        for noun in mention.nouns:
            found = traits(self.reading, noun, mention.meaning.target)
            draft.size, draft.colour = draft.size or found.size, draft.colour or found.colour
            self.shown |= {*found.taken, *range(*mention.span), *range(*noun.head), *range(*noun.measure)}
        self.shown |= {i for i in range(mention.noun.start - 1, mention.noun.head[0]) if self._is_number(i)}
        self.notes.append(notes.meaning_note(self.reading.text(*mention.span), mention.meaning))
        self.notes.append(notes.count_note(mention))
        return draft

    def _goes_along(self, mention: Mention, tie: Tie) -> bool:
        """Whether it moves with the first: "with a dog", "walks her dog", "flies a kite"."""
        noun = mention.noun
        before = self.reading.words(noun.start - 2, noun.start)
        led = {base for word in before for base in lexicon().all_verb_forms(word)} & _LEADING
        beside = noun.role == "with" and tie.relation != "behind"
        verbs = [v for v in self.reading.all_verbs() if set(row_of(v.actor)) & set(mention.nouns)]
        trails = tie.relation in ("behind", "chasing") and noun.role == "subject" and not verbs
        follows = any(_TRAILING & set(lexicon().all_verb_forms(self.tokens[v.start].word)) for v in verbs)
        parked = noun.role == "beside" and mention.meaning.kind == "vehicle"
        level = noun.role in _LEVEL and mention.meaning.alive and not verbs and not parked
        if trails or follows or level or self._is_agent_ahead(noun):
            return True
        return beside or (noun.role == "object" and bool(led))

    def _is_agent_ahead(self, noun: NounPhrase) -> bool:
        """ "Is overtaken by a bus"."""
        verbs = [v for v in self.reading.all_verbs() if v.passive and 0 < noun.start - v.end < 4]
        led = {base for v in verbs for base in lexicon().all_verb_forms(self.tokens[v.start].word)}
        return noun.role == "by" and bool(led & _LEADING)

    def _is_number(self, i: int) -> bool:
        return i >= 0 and self.tokens[i].word.isdigit()

    def _actions(self, found: list[Motion], i: int, mention: Mention, actors: Actors) -> tuple[str, ...]:
        kept, dropped = of_figure(found, i)
        for motion in kept:
            self.notes.append(notes.action_note(self._said(motion), shown_as(motion)))
        self.notes.append(notes.left_out_note(mention.meaning.target, [self._said(motion) for motion in dropped]))
        if kept:
            return tuple(dict.fromkeys(shown_as(motion) for motion in kept))
        for verb in self.reading.plain_verbs:
            action = deed(self.reading, verb, mention.meaning)
            pronoun = verb.actor is not None and verb.actor.pronoun
            does = mention.nouns[0] in row_of(verb.actor) or (pronoun in _SUBJECTS and i in actors.of_verb(verb))
            does = does or (mention.nouns[0] in verb.objects and is_mutual(self.reading, verb))
            if action and does and not verb.passive and not self.tokens[verb.start].word.endswith("ed"):
                self.shown.add(verb.start)
                self.notes.append(f'"{self.tokens[verb.start].written}" is shown as "{action}".')
                return (action,)
        busy = any(set(row_of(verb.actor)) & set(mention.nouns) for verb in self.reading.verbs)
        return ("stays still",) if busy else ()  # what it does moves something else

    def _choose_motion_of_picture(self, found: list[Motion]) -> None:
        """A picture's subject that the prompt does not name moves as a person would."""
        kept, _ = of_figure(found, 0)
        actions = tuple(dict.fromkeys(shown_as(motion) for motion in kept))
        if actions and actions[0] != "appears":
            self.draft.figures.append(FigureDraft("person", actions=actions))

    def _said(self, motion: Motion) -> str:
        return self.reading.text(motion.start, motion.end)

    def _tell_left_out(self, chosen: list[Mention], named: list[Mention]) -> None:
        kept = {mention.noun for mention in chosen}
        left = [m.meaning.target for m in named if m.noun not in kept and not m.noun.owner]
        self.notes.append(notes.crowd_note(left))

    def _ignored(self) -> tuple[str, ...]:
        """The content words that nothing shows, each once, then unknown bracket commands."""
        known = {
            word
            for i, token in enumerate(self.tokens)
            if i in self.shown
            for word in (token.word, token.written.lower())
        }
        words: dict[str, str] = {}
        for i, token in enumerate(self.tokens):
            if i in self.shown or not token.written or token.is_mark or token.word in SILENT or token.word in known:
                continue
            words.setdefault(token.written.lower(), token.written)
        return (*words.values(), *dict.fromkeys(self.camera.ignored))


def _in(place: str | None) -> str:
    return "under water" if place == "underwater" else f"in {'a ' * (place in ('cave', 'room'))}{place}"
