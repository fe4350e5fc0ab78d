"""Camping, fishing, kayaks and pets."""

from atrium.demo.art.palette import (
    BRASS,
    CREAM,
    INK,
    LEAF_DARK,
    PAPER,
    STEEL,
    STEEL_DARK,
    SUN,
    WOOD,
    WOOD_DARK,
    Look,
    mixed,
)
from atrium.demo.art.shapes import (
    ball,
    beads,
    block,
    both,
    box,
    circle,
    dashes,
    ellipse,
    faded,
    gleam,
    halves,
    line,
    mirrored,
    path,
    placed,
    ring,
    shade,
    shadow,
    stack,
    turned,
)


def camping(look: Look) -> str:
    if look.says("lantern", "light"):
        return _lantern(look)
    if look.says("bottle", "mug", "flask", "cup", "thermos"):
        return _flask(look)
    pine = both(stack(path("M62 120l34 64H80l28 52H16l28-52H28Z", LEAF_DARK), box(56, 234, 12, 22, WOOD_DARK)))
    flag = stack(line("M200 112V70", WOOD_DARK, 6), path("M203 70h44l-14 14 14 14h-44Z", look.second))
    fire = stack(
        line("M300 330l48 12M348 330l-48 12", WOOD_DARK, 10),
        path("M324 272q30 34 14 60h-30q-16-22 4-38 4 8 8 8 4-14 4-30Z", "#ee8a3a"),
        path("M325 300q14 18 6 32h-14q-8-14 8-32Z", SUN),
    )
    return stack(
        pine,
        shadow(190, 338, 156),
        flag,
        path("M200 104L344 334H56Z", look.main),
        path("M200 104L344 334H262Z", look.shade),
        path("M200 104L262 334H138Z", look.deep),
        path("M200 150Q190 250 138 334h44Z", look.accent),
        path("M200 150Q214 250 262 334h-40Z", mixed(look.accent, INK, share=0.2)),
        dashes("M190 122L62 330M212 122L334 330", look.light, 3),
        look.pick(line("M122 230l36 0M242 230l36 0", look.light, 6), "", salt=11),
        line("M56 334l-24 10M344 334l24 10", INK, 4),
        look.pick(fire, "", salt=12),
        gleam("M176 158L88 300", 6, 0.3),
    )


def _lantern(look: Look) -> str:
    return stack(
        shadow(200, 344, 92),
        faded(circle(200, 220, 122, SUN), 0.3),
        line("M126 132C110 30 290 30 274 132", look.deep, 9),
        path("M152 136q8-38 48-38t48 38Z", look.main),
        box(180, 82, 40, 20, look.shade, 6),
        box(132, 130, 136, 20, look.shade, 8),
        path("M142 150h116q18 66 0 128H142q-18-62 0-128Z", "#fdf3cf"),
        path("M200 176q34 42 0 86-34-44 0-86Z", "#f0a03c"),
        path("M200 214q18 24 0 46-18-22 0-46Z", CREAM),
        line("M142 150q-18 66 0 128M258 150q18 66 0 128M132 214h136", look.deep, 6),
        halves("M201 276h-75l-14 52q0 8 10 8h79Z", look.main),
        circle(200, 306, 15, look.accent),
        gleam("M156 166q-8 40-2 84", 6, 0.7),
    )


def _flask(look: Look) -> str:
    return stack(
        shadow(212, 342, 116),
        block(112, 108, 108, 232, look.main, 30),
        box(128, 66, 76, 46, look.deep, 10),
        ring(166, 62, 22, look.deep, 9),
        box(112, 272, 108, 22, look.accent),
        path("M128 224l28-44 18 26 12-14 20 32Z", PAPER),
        circle(192, 168, 9, SUN),
        gleam("M126 148v110", 7, 0.45),
        line("M310 262q34-4 32 26t-36 30", look.shade, 11),
        _mug(look),
    )


def _mug(look: Look) -> str:
    return stack(
        path("M236 244h80l-6 88q-2 8-10 8h-48q-8 0-10-8Z", look.light),
        shade("M288 244h28l-6 88q-2 8-10 8h-18Z", 0.14),
        ellipse(276, 244, 40, 9, look.deep),
        *(circle(x, y, 3, look.deep) for x, y in ((254, 276), (270, 300), (288, 280), (262, 320))),
    )


def fishing(look: Look) -> str:
    if look.says("lure", "fly", "bait", "spinner", "shiner", "frog"):
        return _lure(look)
    water = stack(
        faded(path("M0 310q50-14 100 0t100 0 100 0 100 0v90H0Z", "#5d9cb5"), 0.8),
        faded(line("M40 344h60M170 362h70M290 340h60", "#fff", 5), 0.6),
    )
    bobber = stack(
        circle(318, 300, 22, PAPER),
        path("M296 300a22 22 0 0 1 44 0Z", "#d5473f"),
        box(314, 266, 8, 16, INK, 3),
        faded(ellipse(318, 318, 38, 7, "#fff"), 0.6),
    )
    return stack(
        water,
        line("M72 336L290 52", look.deep, 9),
        line("M72 336L124 268", WOOD, 19),
        line("M66 344L80 326", INK, 21),
        line("M128 264L150 236", INK, 13),
        *(ring(x, y, 9, STEEL_DARK, 4) for x, y in ((204, 178), (246, 122), (288, 66))),
        faded(line("M152 270L206 186 248 128 290 60Q330 140 318 266", INK, 2), 0.7),
        circle(154, 280, 42, look.shade),
        circle(150, 276, 42, look.main),
        ring(150, 276, 27, look.accent, 8),
        circle(150, 276, 12, STEEL),
        line("M150 276l-32 30", STEEL_DARK, 8) + ball(114, 310, 13, INK),
        gleam("M120 258q8-14 24-16", 6, 0.5),
        bobber,
    )


def _lure(look: Look) -> str:
    hook = stack(
        line("M0 0v26q0 22-20 22t-18-20l6 6M0 26q0 22 20 22t18-20l-6 6", STEEL_DARK, 6), ring(0, -4, 8, STEEL_DARK, 4)
    )
    return stack(
        shadow(200, 346, 120),
        faded(line("M338 96Q360 40 300 20", INK, 2), 0.8),
        turned(
            stack(
                placed(hook, x=170, y=258),
                placed(hook, x=268, y=248),
                path("M74 200L30 158q-10 42 0 86Z", look.accent),
                path("M60 200q60-74 160-62 80 12 114 62-34 54-114 62-100 8-160-62Z", look.main),
                path("M60 202q110 30 274-2-34 54-114 62-100 8-160-62Z", look.light),
                path("M160 142q30-34 74-22l14 24q-44-10-88-2Z", look.accent),
                look.pick(
                    dashes("M130 158v84M160 146v104M190 142v112M220 142v110", look.deep, 8, "14 9"),
                    beads("M110 184h150M126 206h130", look.deep, 12, 11),
                    salt=11,
                ),
                line("M262 152q-22 46 0 98", look.deep, 5),
                circle(294, 184, 17, PAPER) + circle(296, 184, 9, INK),
                ring(342, 200, 9, STEEL_DARK, 5),
                gleam("M120 164q50-24 110-14", 7, 0.5),
            ),
            -18,
        ),
    )


def kayaking(look: Look) -> str:
    paddle_only = look.says("paddle")
    paddle = stack(
        line("M92 60L308 340", WOOD if not paddle_only else INK, 11),
        *(
            placed(
                path("M-22 -6Q-30 -70 0 -86 30 -70 22 -6 0 12 -22 -6Z", look.accent if not paddle_only else look.main)
                + shade("M0 -86Q30 -70 22 -6 10 4 0 4Z", 0.16)
                + line("M0 -70V-8", PAPER, 3),
                x=x,
                y=y,
                turn=turn,
            )
            for x, y, turn in ((86, 54, -38), (314, 346, 142))
        ),
    )
    waves = faded(line("M30 268q30-14 60 0t60 0M240 330q30-14 60 0t60 0M20 350q26-12 52 0t52 0", "#fff", 6), 0.75)
    water = faded(path("M0 214q50-16 100 0t100 0 100 0 100 0v186H0Z", "#6faac0"), 0.95)
    hull = turned(
        stack(
            faded(path("M26 226Q110 268 200 268T374 226Q290 300 200 300T26 226Z", INK), 0.16),
            path("M22 206Q100 150 200 150T378 206Q300 270 200 270T22 206Z", look.main),
            path("M22 206Q110 252 200 252T378 206Q300 270 200 270T22 206Z", look.deep),
            path("M44 204Q110 164 200 164T356 204Q290 182 200 182T44 204Z", look.light),
            *(
                ellipse(x, 204, 44, 20, INK) + ellipse(x, 209, 34, 13, look.second)
                for x in look.pick((200,), (146, 256), salt=11)
            ),
            line("M66 206h26M308 206h26", PAPER, 6),
            gleam("M76 190q50-22 108-24", 6, 0.5),
        ),
        -14,
    )
    paddle = placed(paddle, x=32, y=34, size=0.84)
    return stack(water, waves, mirrored(paddle) if paddle_only else hull, paddle)


def pet(look: Look) -> str:
    if look.says("ball", "toy", "chew", "frisbee", "float", "hoop"):
        return _pet_toys(look)
    ears = path("M116 96q-58 14-54 104 2 40 34 34 26-8 30-60Z", WOOD_DARK)
    fur = look.pick("#c8935e", "#d8b384", "#a8754a", salt=11)
    bone = stack(
        circle(-34, -9, 13, PAPER),
        circle(-34, 9, 13, PAPER),
        circle(34, -9, 13, PAPER),
        circle(34, 9, 13, PAPER),
        box(-36, -10, 72, 20, PAPER),
    )
    return stack(
        shadow(200, 354, 120),
        halves("M201 250h-50q-40 20-46 100h96Z", fur),
        both(ears),
        halves("M201 76q-92 0-98 92 0 76 50 100 30 12 48 12Z", fur),
        path("M200 76q92 0 98 92 0 26-8 48-30 4-44-26-14-34-6-108-20-6-40-6Z", mixed(fur, INK, share=0.22))
        if look.variety % 2
        else "",
        halves("M201 176q-58 0-58 54 0 46 58 50Z", CREAM, depth=0.06),
        both(circle(162, 160, 14, INK) + circle(158, 155, 4, PAPER)),
        path("M174 196q26-14 52 0-6 26-26 30-20-4-26-30Z", INK),
        line("M200 226v14q-14 20-30 8M200 240q14 20 30 8", INK, 5),
        path("M186 254q14 8 28 0 2 30-14 30t-14-30Z", "#e2807f"),
        path("M136 268q64 40 128 0l8 22q-72 40-144 0Z", look.main),
        look.pick(
            dashes("M140 284q60 34 120 0", look.light, 4), beads("M142 284q58 32 116 0", look.light, 7, 8), salt=12
        ),
        circle(200, 320, 18, BRASS),
        placed(bone, x=200, y=320, size=0.26),
        gleam("M124 132q10-30 40-40", 7, 0.35),
    )


def _pet_toys(look: Look) -> str:
    bone = stack(
        *(circle(x, y, 34, look.main) for x, y in ((-86, -22), (-86, 24), (86, -22), (86, 24))),
        box(-90, -26, 180, 54, look.main, 12),
        shade("M-100 8H100q20 20-8 34-30 10-40-14H-52q-10 24-40 14-28-14-8-34Z", 0.14),
        gleam("M-60 -14h100", 6, 0.45),
    )
    return stack(
        shadow(200, 342, 150),
        turned(placed(bone, x=200, y=150), -20, 200, 150),
        ball(128, 272, 64, look.accent),
        line("M74 246q54 20 108-4M80 300q50-24 96 0", PAPER, 6),
        line("M230 324C250 230 330 240 338 320", look.second, 20),
        dashes("M230 324C250 230 330 240 338 320", PAPER, 20, "4 12"),
        circle(230, 322, 21, look.second) + circle(338, 320, 21, look.second),
    )


DRAWINGS = {"camping": camping, "fishing": fishing, "kayaking": kayaking, "pet": pet}
