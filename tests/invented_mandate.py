"""Invented resolutions of an invented Council practice, in three languages. No sentence is real."""

import pytest

from peaceops.cli.main import main

ENGLISH = """United Nations
Security Council

S/RES/9901 (2031)
Distr.: General 3 March 2031

Resolution 9901 (2031)
Adopted by the Security Council at its 9990th meeting, on 3 March 2031
The Security Council,
Recalling its earlier resolutions on Tessaly,
Deeply concerned by the attacks on the villages of the
31-12345 (E)
2/4

S/RES/9901 (2031)
northern valley,
Acting under Chapter VII of the Charter of the United Nations,
Mandate
1. Decides to extend the mandate of UNMITES until 30 April 2032; 2. Welcomes the talks at Orvaly,
and requests the Secretary-General to report to the Council every 90 days;
3. Decides that UNMITES shall comprise up to 8,500 military personnel, including 120 military
observers, and 640 police personnel;
4. Authorizes UNMITES to use all necessary means to carry out the following priority tasks:
(a) Protection of civilians
(i) To protect civilians under threat of physical violence, without prejudice to the primary
responsibility of the Government of Tessaly, including through active patrolling;
(ii) To exercise good offices in support of the mission's protection strategy, as an essential
part of the political process;
(b) Early warning
To run a mission-wide early warning network with the communities of the down-
stream councils;
(c) Disarmament
- To collect weapons at three sites;
- To register former combatants, as conditions permit;
5. Requests the following of the Secretary-General, no later than 1 June 2031:
1. Resolution of the open questions on the border of the valley,
2. Steps that the parties have taken;
6. Calls upon all parties to cooperate fully with UNMITES:
(i) the army of Tessaly shall withdraw from the towns, and
(ii) the militias shall release children from their ranks;
Final provisions
7. Decides to remain actively seized of the matter.
4/4

31-12345

Annex
1. The sites are Orvaly, Dunmere and Halt.
"""

ENGLISH_IDS = [
    "1",
    "2",
    "3",
    "4",
    "4(a)",
    "4(a)(i)",
    "4(a)(ii)",
    "4(b)",
    "4(c)",
    "4(c)-1",
    "4(c)-2",
    "5",
    "5(1)",
    "5(2)",
    "6",
    "6(i)",
    "6(ii)",
    "7",
]

FRENCH = """Distr. générale
3 mars 2031
Résolution 9901 (2031)
Adoptée par le Conseil de sécurité à sa 9990 e séance, le 3 mars 2031
Le Conseil de sécurité ,
Rappelant ses résolutions antérieures sur la Tessalie,
Se déclarant profondément préoccupé par les attaques contre les villages,
Agissant en vertu du Chapitre VII de la Charte des Nations Unies,
Mandat
1. Décide de proroger le mandat de la MINUTES jusqu'au 30 avril 2032;
2. Prie le Secrétaire général de lui rendre compte tous les 90 jours et demande à toutes les parties
de coopérer pleinement avec la MINUTES;
3. Décide que la MINUTES comprendra un effectif militaire de 8 500 hommes, dont 120 observateurs
militaires;
4. Autorise la MINUTES à user de tous les moyens nécessaires pour s'acquitter des tâches
prioritaires suivantes :
a) Protection des civils :
i) Protéger les civils sous la menace de violences physiques, sans préjudice de la responsabilité
principale du Gouvernement tessalien;
ii) User de ses bons offices à l'appui de la stratégie de protection, élément essentiel du processus
politique;
b) Faciliter l'acheminement de l'aide humanitaire;
5. Décide de rester activement saisi de la question.
"""

FRENCH_IDS = ["1", "2", "3", "4", "4(a)", "4(a)(i)", "4(a)(ii)", "4(b)", "5"]

ARABIC = """القرار ٩٩٠١ (٢٠٣١)
الذي اتخذه مجلس الأمن في جلسته ٩٩٩٠ المعقودة في ٣ آذار/مارس ٢٠٣١
إن مجلس الأمن،
إذ يشير إلى قراراته السابقة بشأن تيساليا،
وإذ يعرب عن بالغ قلقه إزاء الهجمات على القرى،
وإذ يتصرف بموجب الفصل السابع من ميثاق الأمم المتحدة،
١ - يقرر تمديد ولاية البعثة حتى ٣٠ نيسان/أبريل ٢٠٣٢؛
٢ - يطلب إلى الأمين العام أن يقدم تقريرا إلى المجلس كل ٩٠ يوما؛
٣ - يأذن للبعثة باستخدام جميع الوسائل اللازمة لتنفيذ المهام ذات الأولوية التالية:
(أ) حماية المدنيين المعرضين لخطر العنف البدني؛
(ب) تيسير إيصال المساعدة الإنسانية؛
٤ - يهيب بجميع الأطراف أن تتعاون مع البعثة؛
٥ - يقرر أن يبقي المسألة قيد نظره.
"""

ARABIC_IDS = ["1", "2", "3", "3(a)", "3(b)", "4", "5"]

RENEWAL = (
    ENGLISH.replace("9901", "9950")
    .replace("30 April 2032", "30 April 2033")
    .replace("6. Calls upon all parties", "6. Demands that all parties")
    .replace(
        "3. Decides that UNMITES shall comprise up to 8,500",
        "3. Decides that UNMITES shall comprise up to 9,000",
    )
    .replace(
        "- To register former combatants, as conditions permit;\n",
        "- To plant orchards along the ring road with the farmers of the valley;\n",
    )
)


def run(*tokens: str) -> int:
    """Run a command and return its exit status."""
    with pytest.raises(SystemExit) as left:
        main(tokens)
    code = left.value.code
    assert isinstance(code, int)
    return code
