"""Weights of the code recognizer; made by `python -m training.code_lines`, not edited by hand.

LINES: feature, weight in hundredths; LANGUAGE_TABLE: feature, one letter for each language, chr(65 + 28 + 8 * weight).
"""

from __future__ import annotations

from typing import Final

BIAS: Final = -0.17
LANGUAGES: Final = (
    "C",
    "CONFIG",
    "CPP",
    "CSHARP",
    "CSS",
    "GO",
    "HTML",
    "JAVA",
    "JAVASCRIPT",
    "KOTLIN",
    "PHP",
    "PYTHON",
    "RUBY",
    "RUST",
    "SHELL",
    "SQL",
    "SWIFT",
    "TYPESCRIPT",
)
# fmt: off
LINES: Final = (
    "^}\t805\ti8\t732\t;$\t602\t^)\t599\ttab\t549\ti4\t513\tdo$\t457\t// \t447\tdef\t425\t^// \t424\timport\t413\t"
    "^class\t412\techo\t408\t/// \t401\t^/// \t401\tpublic\t395\tSELECT\t385\t // \t380\t ($\t378\t^} \t374\t"
    "^case\t356\t^namespace\t349\t # \t344\t^res\t344\tend$\t342\tvar\t342\t</\t335\t {$\t332\t*/\t323\t*/$\t322\t"
    '^) \t320\tendif\t319\tconst\t318\t^return\t312\tfun\t310\t {\t308\t^.\t304\ti1\t303\t="\t303\t^);\t301\t'
    '^export\t299\tFROM\t299\t^else\t298\t => \t298\t?.\t297\textern\t295\tKEY\t295\telse$\t292\t["\t290\t'
    "'),\t289\t'),$\t289\t99\t288\t^func\t286\t^echo\t286\tint\t284\tnamespace\t283\t/* \t281\tNULL\t279\t"
    '^assert\t276\t^app\t271\t^W_W\t269\t^let\t265\t^/* \t264\tdefine\t264\tn\t264\t^expect\t262\t "$\t262\t'
    "^};\t261\tAS\t260\t^import\t260\t() \t257\t<\t256\t^fi\t256\t^internal\t255\t^void\t253\t^end\t250\t( \t250\t"
    "($\t249\t < \t249\tprotected\t249\t^})\t248\tError\t248\t})\t248\t})$\t248\t^var\t248\t().\t246\tenv\t242\t"
    "W_W\t241\t^wW\t241\tp\t241\t^@\t240\t := \t239\treturn\t239\t^type\t238\t == \t237\t();$\t237\t();\t237\t"
    "(\"\t237\t});\t236\t});$\t236\t');\t236\t');$\t236\tN\t236\tassert\t235\t',$\t234\t);$\t231\t);\t231\t"
    '}" \t231\tval\t230\ttransform\t230\t != \t229\t^private\t228\t!(\t227\t^});\t225\tsink\t224\t};\t223\t'
    "};$\t223\ttxt\t222\t += \t217\tmeta\t215\tchar\t213\t^val\t213\tstring\t210\t('/'\t209\t\");\t208\t"
    '");$\t208\t^_w\t208\t)]\t208\t)]$\t208\t));\t207\t));$\t207\t/>$\t206\t/>\t206\terr\t204\t";\t202\t";$\t202\t'
    "^w_w\t202\t { \t201\t';\t201\t';$\t201\t];\t198\t];$\t198\t>\t197\tweb\t196\twidth\t195\t\", \t193\t"
    "INTO\t192\tNOT\t192\tnull\t191\t^const\t190\t(): \t189\t()\t188\t()$\t188\texport\t184\t(), \t182\t}, \t181\t"
    "^public\t181\t^use\t180\t^#\t179\t^static\t179\t */\t178\t */$\t178\tstd\t177\tfi\t177\tfi$\t177\t' \t176\t"
    "length\t174\tstr\t171\t^u\t171\tsearch\t171\t /* \t171\ttext\t171\tInt\t171\t),$\t170\t$\t169\t+\t169\t"
    '_w$\t168\t^protected\t168\t"""\t167\t/) \t166\tthen$\t164\tendif$\t162\t << \t161\t")]\t161\t")]$\t161\t'
    " -\t160\tbuf\t159\t^</\t159\t^$\t158\t{$\t157\t^<\t157\t^self\t155\tpets\t152\tlink\t151\t());\t150\t"
    "());$\t150\targs\t149\t-> \t149\tVALUES\t148\t^'\t148\t(&\t148\tfont\t147\t8080\t146\t^if\t146\tnil\t144\t"
    "{}$\t144\t{}\t144\t^fn\t144\tresult\t142\tself\t142\t!= \t141\t>$\t140\t); \t140\t',\t140\t=\t139\t^for\t139\t"
    'class\t137\tw_w\t136\toverride\t134\t>(\t133\tjson\t133\t^override\t132\tcss\t132\t")\t130\t")$\t130\t'
    '|| \t130\tstatic\t129\t"$\t127\t),\t127\texpect\t127\t&& \t127\tw\t125\thref\t123\tsongs\t121\tredux\t121\t'
    "wW$\t119\t }\t119\t }$\t119\t^while\t119\tmain\t118\twW\t117\tfn\t116\tvalue\t115\t())\t114\t())$\t114\t"
    "b\t114\t== \t114\t^sign2\t112\tT\t112\ttimeout\t111\t')\t111\t')$\t111\t(\t109\tc\t109\tfalse\t109\t = \t108\t"
    "bool\t106\t +\t106\tresponse\t104\t::\t104\t^int\t103\tlen\t103\t{ \t102\t', \t101\tE\t101\t |\t100\t"
    "^sign4\t100\tsign3$\t100\trow\t98\tgraph\t95\t /\t92\t]; \t92\tn2\t92\t && \t90\t === \t90\t,$\t89\t"
    "struct\t88\t=> \t87\t[_\t85\trun1\t84\tbody\t84\t $\t83\trel\t81\t200\t81\t '\t80\t'$\t79\th\t77\tr\t77\t"
    'W\t76\tinclude\t76\tREADME\t74\topen\t73\tGiven\t72\t&\t71\ttrue\t69\tversion\t69\tw0$\t69\t^"\t69\t@\t68\t'
    "let\t68\t50\t65\tGson\t64\tif\t63\twant\t63\tsearching\t61\tserver\t61\trun0\t58\t^from\t56\t^0\t55\t"
    "changes\t55\tThis\t53\tvoid\t52\ten\t52\tTest\t52\t|$\t51\torg\t50\tdiv\t49\t^using\t49\twork\t49\te\t48\t"
    "] \t48\tend\t48\t{\t47\tsession\t47\t^(\t47\t^sign3\t46\t'\\\t45\tone\t43\t^json\t41\tthe\t41\t('\t40\t"
    '59\t40\t-\t39\there\t38\t">$\t38\t [ \t37\t^w0\t34\tworker\t34\t">\t32\tbe\t31\tripgrep\t30\tgithub\t30\t'
    "GET\t29\ttype\t29\tsee\t28\trequest\t28\tW_W$\t27\ttwo\t26\tprovide\t25\t: \t25\tfunc\t25\tonly\t23\t"
    "multiple\t22\tof\t22\tet\t21\tdie\t21\troute\t21\t54\t20\twww\t20\t^Given\t20\tsize\t19\tr4\t19\t^0w\t18\t"
    "patterns\t18\tWwW\t18\t404\t18\tfind\t18\tGitHub\t17\t^was\t16\t^[\t16\t.\t16\twhen\t16\tas\t15\twatch\t15\t"
    "have\t14\tinto\t13\tare\t13\tit\t13\tgin\t13\t^If\t13\t'\t12\twhat\t12\tname\t12\tHTTP\t11\tthis\t11\t"
    "closed\t9\tits\t9\t^W\t9\tCan\t7\tup\t7\t70\t7\tsign2\t6\t :\t6\tnot\t6\tFor\t5\ta\t5\t| \t-6\t03\t-6\t"
    "sign1$\t-7\t17\t-7\twe\t-7\tto\t-7\tmit\t-8\tmarkdown_\t-8\t > \t-8\t:\t-9\tsign4$\t-9\t *\t-10\t)$\t-10\t"
    ", \t-11\twill\t-11\tr2\t-11\tNone\t-12\tINFO\t-13\t10\t-13\telse\t-14\thttp\t-14\t01\t-15\tThe\t-16\t"
    "with\t-17\tover\t-17\tpull\t-17\tdynamic_programming\t-18\to\t-19\tcurrent\t-20\tor\t-20\tfor\t-20\tis\t-21\t"
    ")\t-21\thelp\t-21\ton\t-21\t **\t-22\tsign3\t-22\tcode\t-22\tString\t-23\trun2\t-23\t^sign1\t-24\t"
    "maintainers\t-24\t2\t-24\t},\t-24\t},$\t-24\tsign2$\t-25\tbeen\t-25\t [\t-25\tspan\t-25\tin\t-25\tn3\t-26\t"
    "Requests\t-26\t21\t-26\tIf\t-26\t))\t-27\t))$\t-27\tsign1\t-27\tmay\t-28\tWw\t-28\t_w\t-29\tproject\t-29\t"
    "com\t-30\tweekly\t-31\tan\t-31\tother\t-31\tn1\t-33\t00\t-34\tr0\t-35\tat\t-35\t/\t-35\tel\t-35\tI\t-35\t"
    "\\\t-36\t` \t-37\t24\t-37\tio\t-38\t^w\t-38\tcan\t-39\twhich\t-40\t- \t-40\tneed\t-40\tr3\t-40\trelease\t-41\t"
    "such\t-42\t= \t-43\tsome\t-43\tmany\t-44\tthey\t-45\tWhat\t-45\t; \t-46\thttps\t-48\ttable\t-49\t18\t-49\t"
    "obj\t-50\t->\t-50\t0w$\t-51\tno\t-52\t^it\t-54\tview\t-54\tmiddleware\t-54\tyou\t-55\tw$\t-56\t"
    "sessions$\t-57\t19\t-57\t^- \t-58\tYou\t-58\tvia\t-58\tk\t-59\t^1\t-60\tw0\t-60\tHow\t-60\tunit\t-62\t"
    "20\t-62\tTo\t-63\t).$\t-63\tWe\t-64\tabout\t-65\tthat\t-66\tyour\t-67\twho\t-67\tthere\t-67\tdoes\t-68\t"
    "Test$\t-68\tdieser\t-70\tAPI\t-70\tused\t-71\trun3\t-71\tmacht\t-72\tavailable\t-72\torder\t-72\ttheir\t-72\t"
    'url\t-74\tso\t-74\t56\t-74\talso\t-74\t",\t-75\t0w\t-75\tbei\t-75\tmonolog\t-75\t?\t-75\tvoor\t-75\t",$\t-75\t'
    "). \t-76\t[\t-77\tes\t-78\tGeneral\t-79\t15\t-79\t0$\t-79\tand\t-80\tActions\t-80\tOn\t-81\tWwW$\t-81\t"
    "^For\t-81\tby\t-81\t52\t-82\tPlease\t-82\t`: \t-83\t51\t-83\tOrganizing\t-83\tsessions\t-83\t } \t-84\t"
    "^To\t-85\twrite\t-85\tau\t-85\tlang\t-86\texamples\t-89\t11\t-89\tWw$\t-89\t23\t-92\t://\t-93\treview\t-93\t"
    "might\t-93\tman\t-94\tSeldaek\t-96\t (#\t-96\t13\t-96\tregion\t-96\tsystem\t-97\t^---\t-97\t29\t-98\t"
    "more\t-99\t---\t-101\t---$\t-101\tWorking\t-101\t :$\t-102\t^Just\t-102\t | \t-102\tupdate\t-103\tper\t-103\t"
    "User\t-104\trefer\t-105\tresource$\t-105\tgenerate\t-105\tWhy\t-107\t^This\t-107\tTeam\t-107\tphp\t-108\t"
    "Handler\t-108\t^},\t-108\tdb\t-108\t16\t-109\tdocs\t-109\trun5\t-110\tstarted\t-110\t12\t-110\t^We\t-111\t"
    "these\t-111\t^Please\t-112\tune\t-114\t^What\t-115\t25\t-116\tum\t-116\t^Lagos\t-116\tbased\t-116\t!$\t-117\t"
    "like\t-117\tsupport\t-118\tProject\t-118\t^4711\t-118\t49\t-119\t:**\t-119\t:**$\t-119\t^12\t-120\t30\t-121\t"
    "DEBUG\t-121\tmy\t-122\taccount\t-122\t|\t-122\tthe$\t-122\t41\t-124\tway\t-125\t^Acme\t-126\tSouth\t-126\t"
    "status\t-127\treadability\t-127\t^Optimise\t-127\treadability$\t-127\top\t-127\tun\t-128\tMay\t-128\t"
    "under\t-130\t^> \t-130\t?$\t-131\t. \t-131\tERROR\t-131\tmonthly\t-132\tWinter\t-135\tbetween\t-135\t"
    "14\t-135\tAll\t-136\t^You\t-137\twell\t-137\tnight\t-137\tmeeting\t-137\tinformation\t-138\t `\t-139\t"
    "run8\t-140\tRe\t-141\t?](\t-141\tOptimise\t-143\t09\t-143\tDelivery\t-143\tpending\t-144\t22\t-144\tem\t-144\t"
    "keon\t-144\t} \t-144\tthings\t-145\t^+\t-145\tpayment\t-145\t* \t-147\tAI\t-147\tplease\t-147\twrong\t-148\t"
    "^The\t-149\t36\t-150\tich\t-151\tfaq\t-151\t^WwW\t-152\tenergy\t-152\tthis$\t-152\tle\t-152\t^| \t-153\t"
    "^Miller\t-153\tWARN\t-154\tplan\t-157\t../\t-157\t^Rossi\t-157\t^Refactor\t-157\t;\t-157\tRefactor\t-158\t"
    "W$\t-159\tmd$\t-159\t02\t-159\t^Voici\t-159\tdu\t-159\tsouth\t-160\t^{\t-161\tusage\t-161\tshipment\t-162\t"
    "instead\t-162\twrote\t-164\tVoici\t-164\tCode\t-164\tpaper\t-166\t^Ww\t-166\ter\t-166\t^https\t-167\t"
    "price\t-168\tlook\t-168\t.$\t-168\tPython\t-168\tstation\t-168\tmail\t-168\tOur\t-169\tbudget\t-169\t"
    "^Can\t-169\twould\t-170\tMeeting\t-170\t^* \t-171\tnetwork\t-171\tFixed\t-172\tgonic\t-173\tdelivery\t-173\t"
    "39\t-174\tSubject\t-174\t^Subject\t-174\teen\t-175\t** \t-176\tna\t-176\tam\t-177\tnorth\t-178\t"
    "Monolog\t-178\t^about\t-178\treport\t-180\t31\t-180\talgorithms\t-181\tHere\t-181\tsinatra\t-182\t^ana\t-183\t"
    "issue\t-184\tLtd$\t-185\t^../\t-185\t07\t-185\tla\t-187\t - \t-188\tvan\t-188\tbehavior\t-188\t**: \t-191\t"
    "----\t-192\tgreen\t-192\t28\t-192\tmarket\t-193\tCobra\t-194\t33\t-195\tUpdate\t-195\tde\t-195\tder\t-197\t"
    "another\t-197\tbackup\t-198\tpara\t-199\tbug\t-199\tLtd\t-201\tque\t-201\tAcme\t-202\texpressjs\t-202\t"
    "mdash\t-202\tmon\t-203\tist\t-203\twinter\t-204\tPayment\t-204\tOpen\t-204\t27\t-204\tExpress\t-204\t"
    "^Why\t-204\twere\t-204\t26\t-207\tClosed\t-208\tRedux\t-208\t^Total\t-209\tReport\t-210\tIMEI\t-210\t"
    "()` \t-211\t:** \t-211\tles\t-211\tour\t-212\texplain\t-214\tblob\t-214\tinvoice\t-215\tincluding\t-215\t"
    "Gin\t-215\t06\t-216\tteam\t-216\tai\t-217\triver\t-217\tTotal\t-219\tReducers\t-219\t04\t-219\t"
    "questions\t-220\tana\t-220\tfollowing\t-220\twas\t-221\tbranch\t-221\tAdded\t-223\trendered\t-223\test\t-225\t"
    "Started\t-226\tsummary\t-226\t^**\t-226\t08\t-226\tdas\t-227\tdeze\t-228\t38\t-232\tlanguage\t-234\tim\t-234\t"
    "](\t-235\texample\t-235\tRossi$\t-236\tshields\t-237\t4711$\t-243\t^On\t-244\tund\t-244\tu\t-244\t"
    "Serde\t-246\tfeature\t-246\t^Translate\t-246\tTranslate\t-246\tEste\t-246\t^Este\t-246\tFrom\t-247\t"
    "security\t-249\tPlan\t-250\t^fix\t-251\t2024\t-251\tsnippet\t-251\tTurin\t-252\t^In\t-253\torg$\t-253\t"
    "2024$\t-254\t05\t-256\tnet$\t-256\tLagos$\t-259\t`\t-261\t**\t-262\tGraz\t-262\t37\t-263\tKubernetes\t-264\t"
    "^From\t-264\t/#\t-265\t^Here\t-265\tDocument\t-268\tpor\t-268\t^Document\t-269\tIn\t-270\tmd\t-273\tme\t-274\t"
    '35\t-277\t1234567\t-278\troutes\t-278\t1234567$\t-284\t^Project\t-287\t)](\t-295\t^Write\t-296\t": \t-298\t'
    "Miller$\t-300\tPorto\t-306\tQuito\t-307\t## \t-308\t^## \t-308\tcity\t-309\tLima\t-315\tpy\t-315\t^.. \t-322\t"
    "Conduct\t-323\t.. \t-324\t^----\t-325\t**$\t-327\tOslo\t-331\tcustomer\t-334\tu$\t-335\tcommunity\t-339\t"
    "Osaka\t-346\tco\t-349\t^#### \t-356\tyoutube\t-356\tLeeds\t-356\tMiller\t-362\t### \t-368\t^### \t-368\t"
    "Pune\t-376\tfix\t-382\tMaven\t-386\t[`\t-389\t^my\t-393\tLagos\t-397\tRossi\t-398\t |$\t-400\t4711\t-405\t"
    "Dimitra\t-410\tPriya\t-412\tHana\t-415\t]: \t-419\tEmeka\t-427\tFatima\t-432\tGeorg\t-442\tChen\t-445\t"
    "Ivan\t-455\tJana\t-479\tKwame\t-481\t](./\t-481\t^I\t-483\tAna\t-493\tOmar\t-497\tNadia\t-510\tdeps\t-519\t"
    "Mateo\t-523\tLena\t-526\tBruno\t-530\tamount\t-701\t"
)
LANGUAGE_TABLE: Final = (
    ' ! \t_ZXZ[SYZZ[[XYZd[ZY\t != \t[\\_]UdV\\\\aUY[YWZRQ\t "\t_U]R\\bTWOPMXbT_TR[\t "$\tR]XWX^U^UWYVSVgXTT\t'
    ' "$_\tYXZZ[TYZ[[[XWYh[YY\t "${\tTUVVVYVUVTTUTThUW^\t $\tMQMO][ZMR\\kOQWd\\UU\t $$\tY[YZ[Y[[Z[ZZ[]Zd[`\t'
    " $$$\t[\\\\\\[\\\\[\\\\[\\\\[Zb\\\\\t %}\tYXZZVYhYXXZW\\YXYYV\t %}$\tYWYZWYhZXZYXZZYZYV\t"
    " &\tZYiTVb\\STWVZXZVYUU\t '\tW]WVcVRW\\TTXbY]`Q\\\t './\tWXVXUVWUfUXTVUWTTd\t (\t^X\\[P[]^]_V[VRReS^\t"
    " ($\tQSQRXgYP[P__T_[[Q[\t *\tbV`RSh`PPSTWV^UVNQ\t * \tdU]\\\\TUWZcO]RTS\\PU\t */\tmUQSVT\\UZ[[TTUV[T[\t"
    " */$\tlVPWWS[W[\\\\TUUV\\SY\t -\tW\\QQU`X\\SYU]O]eZQO\t -%}\t[[\\[\\Zg[XZ\\WYZ[[ZY\t"
    " -%}$\tYZYZ[YgZXZ[WYYYYYX\t .\tUVVT^R_VYSU_VSYVkQ\t // \thVd[TS[XX[RUQQQRQQ\t :\tWVVW^UWWVWXWjTWWV[\t"
    " : \tYWYdSRW^d`P]]VVUQR\t := \tUYTTWoXVTQWUTRXaPR\t <\t_]eSTSXY^]VWTS^UQQ\t << \tVSdSTSVRP^TVcY\\STc\t"
    " = \t[_[^CZV[]_Z`aXNW^^\t === \tRYRRXQ`SaR^TURVWTg\t => \tXTScSRZQcR\\Sf\\RTS_\t [ \tV_ZZZ_XZXY[[UY_ZYX\t"
    " _\tQV[bUXXR[VS_V`^cT\\\t __\t_WVVWYWVTVdhV\\U\\S]\t {\tXV[SbaS]U_TURaNMa[\t { \tZTYd]RQO[ZSN`\\PQe^\t"
    " {$\t[NZGc`T]U_UKS^LNa]\t |\tYX\\ZZY[ZZY\\\\eYYYXX\t | \t^Q\\[UO^STQW_RSgSSa\t }\tY^\\TRUUWZXVV__UX_^\t"
    ' } \tWXVZVTXW^[XUU^VUSe\t }$\tX^ZSSVUUZTVV_]UXb_\t }}">\t\\\\[\\\\\\c\\\\\\\\\\Z\\[\\\\X\t'
    ' }}</\t\\\\Z[\\\\a\\[\\\\[Z[[\\\\]\t"\tY`XY^aSZ[UPZ^_^J_Q\t" \tYa[SWZ_]YZWRaVaPNX\t"""\tWaXWYVVWX\\X_UW^W\\V\t'
    '"""$\tVbWXYSWXW]Y`UV]W_U\t"$\t\\cUV\\bW]ZQOV\\WaOYY\t")\tQR_OX`RaT^Q_]\\VS^T\t")$\tPQ^PU`R_X`S`\\XYS`T\t'
    '");\t]V\\Y^Q]c]RWVT_SRSS\t");$\t\\VYX`Q]e\\PTSS_TRQR\t")]\tVWWdYWZVXWXWXeYYVW\t")]$\tVXWeXVYUXVXVWeYZUV\t'
    '", \tZ`^WS`S\\W\\T`]aQO]K\t"; \tX`YXbTX`YYZYYV_[XY\t">\tWWU\\VZdW_WYW_VVYXX\t">$\tYXVWW[eY[YZY\\YXZYV\t'
    '"></\t\\[ZZ\\]d[V[[[W[[\\\\\\\t#\teNcaYRSSMMNRUY]O^V\t# \tY`SVU]RUSSV^]YaYSS\t#[\tVYVTUUZVVUXYXkXWUU\t'
    "$\tIWKIb\\[MQ[gNUZ\\`\\K\t% \tTWXSkT`SR][XWT`ZUV\t&\tcW[TUbYURPZT]fYRVT\t'\tOYXTUKWR^Y_Z^YZfR`\t"
    "' \tVYVXO[ZUYTa^_Y[`P^\t'$\tP]SXPOLQWYUZcXc_Pb\t''\tU[VWVVVWUVWYWUWjWY\t''$\tW^XXXWWXWXX\\XVYgX[\t"
    "')\tX[R[URSUcS]X\\W]ZSa\t')$\tWYS[SSTTcS[W]W]ZR`\t');\tSVXQ\\V`ScV_UTWUdVQ\t');$\tQVXR]V_SbVbTT[VdVS\t"
    "',\tYTSYSSaU]S_QTRRaTa\t', \tXXWOONUQbN_V[UOeNb\t',$\t[URWSS_V]S`QROR`Sa\t';\t^U[ZbSTPeR`SRRU]TO\t"
    "';$\t\\T[ZcRSOdRaQRQS]RO\t(\t_N][X]S\\[]W][\\K]]\\\t( \tXXTUWXXW_YUVYTXiXT\t(\"\tXK_Z][WaUdQ^[VVK[O\t"
    "($\tIOPQcSS[Zbd^T_TZR`\t(&\tgYXQS_XQRTRU\\eUUQT\t('\tUPOU[QXPeUbZ\\OR^Oc\t('/'\tYYXXZX[YdWZXbZYYUR\t"
    "()\tLN\\]N^QWVa]`N[UN__\t() \tPQ_MR]__X^OZV^f^^^\t()$\tKRZ\\O_RWTc]`L^UR_^\t());\tZX^ZUUW`[T`WW^WWUU\t"
    "());$\t[W^ZUTWb\\T_UU]XWTT\t().\tRXVYS^WcZ^T]UcVWVW\t(): \tXZVTYWZVVegYXUYZS^\t();\tYU`aUORb]N`RQ[SZQP\t"
    "();$\tZU\\aVPQa_Q_SR\\S\\QL\t(.\tVWYUYQXVVUYVWUXWkS\t)\t\\R^]T_VUX_U^]XWU^^\t) \t_Q`UZ\\W^^`X]\\YS`[]\t"
    ")$\tZS\\^U_TVX^U^^YXW^^\t)',\t[][\\\\\\\\\\Z\\Z[[Y\\h[Y\t)',$\t[\\[\\]\\\\]Z[Z[[Y\\e[X\t"
    "))\t]VO[TcV[U\\T_][USaX\t))$\t\\TR[S`T]Y_U]ZYSS`Z\t),\tYP\\Y]OXO[\\XUU_Qe^X\t),$\tXRZZ\\UVOZ\\XWU^Sd\\X\t"
    ").\tR[T_SWY^[`S\\^ZWPZc\t):\tVXXYYWXXYTZgSV_W`U\t): \tUUUUVSUURdf_WS_WRc\t):$\tXXXYXWXXXUYgQU^W_V\t"
    ");\t`M^`^GV]_E]HM[T^KC\t);$\taO_^_EW`^H]IR\\U_HH\t)]\tTWT`VUWUVUZ^VhXVZW\t)]$\tTUTaTUUVUT\\^VgVVYT\t"
    "){\t_[YYZY`ZfZYZXY]YZW\t){$\t_[YY[[ZXeZY[WY[X[S\t*\t`_[\\[_`[Z][`^^`b_^\t* \tfRYW_Q]VU]\\\\\\XUTWX\t"
    ",\t]H[WZWYV]^\\ZW^W\\\\_\t, \t`R\\[X^YZYZW^]\\Ra[[\t,$\t]J]X[XTU]^Z[Y`R[]_\t-\tYcUQhX`TYWRWYZ_XSZ\t"
    "- \t[fY[QQbSYTYXSQWRZO\t->\teV_PSSSNNSi\\TOSPTV\t-> \tZVXRRPV`SUVdRdWUaM\t.\tP]X^\\]Z`^]M^^\\\\[_]\t"
    '."\t[UXXWV[WYZY_]Vd^`W\t."$\tYTYXXY[XYYX_[VaYaX\t.$\tU^ZS_\\ZR]_YeT_Y[\\S\t/\tSb^MT_`UZSWW^V_^U[\t'
    "// \taP^WU^U]]]XRL\\OM__\t0\t_`]W`ZZVX\\X]YWZZYY\t0$\tV^aRS\\TSR]SbY^aVXV\t1\t^^\\W]X[WXY\\^UX^`TY\t"
    "1$\tU_W`SXQUQUXaTPdaTS\t2\t^[`ZUZWVWXZbUW_^R[\t3\t][Y\\ZWTXY\\UaYU^aT\\\t:\tXdZVYZZQ[SUb__\\UWX\t"
    ": \tSaUNbXbR]\\P\\W\\[Xd^\t:$\t]e[TL[\\RZKOdOX^QXS\t::\tHUhLNLMOKZ_MdgO\\OI\t;\t_P_]aEW^[P_MT\\S`EF\t"
    "; \tbV`_Y[]^\\RQV\\T]WVV\t;$\t^Q^_aDX_ZQ`MR^S`ED\t<\tWT`bNK`^XXNRYYQO]a\t</\tRSP]SXcU`TTS\\TYUT_\t"
    '<< \t^\\eXYZ[YWXW[\\UZW[[\t=\ta[MNP``VNWa^YX`XUS\t= \tUP]VOZTR_bY^`ZVV\\b\t="\tQVQ[RQdS_RY^]P^TQ`\t'
    '="$\tV[WXW\\XXXYYVYVfYX[\t="${\tWZXXXUXXXXYXXWhYXV\t="{{ \t[\\[\\]]e\\[\\]\\Z\\[\\\\W\t'
    "=$\t^aSVT[RUUZUSTVfTS]\t=$(\tX_YYYXWYYWZWXWeYXU\t=> \tRUM]PP_RYN^RebRRPc\t>\t]V`ZPTaO[TUP[XWPZ`\t"
    "> \tVZZ]T\\^bVZVYX^_W]^\t>$\tYXa[RT_P[VTP[XYQZ`\t>>> \tTTVSWQVWVRVnTSVRSR\t? \tYWReXPTY_]YRcRUV]`\t"
    "?$\t^`VYYT]VYYYSeTXX]V\t@\tL^XTdIYdK_WVbJUM_S\tAS\t^ZX`XYYXWWY[VXZhYX\tArgs\tXV`Z[`X[[Y\\fZWZZXZ\t"
    "Boolean\tZZYXW]XZ^hY\\WWYZSS\tBuffer\tZ[[XZ_[Y`d[ZYX[[SV\tCREATE\tVYY\\WYZXWZVXZW_mZZ\t"
    "Dapper\tY[UgZ[ZWZXSZ\\YZZXY\tDeserialize\tY[X^[Z[XYZYZ\\dZZZY\tEND\t^WSVWWXWWZUXXUVhYY\t"
    "FROM\tSVUZXYWYTVTSZXZlUT\tFUNCTION\tUYWVXYXWWYXXXVWiXY\tIF\tXXUVVYWVUXTWWVWkYX\t"
    "IOException\tX[UUVVZeYjXXUW[ZST\tInt\t]YVWXYXXXfZTYUZZ]R\tJekyll\tVTWWYScWXUXRiSVXSU\t"
    "Json\tY[UhYZZWYZX[ZYZYYZ\tLANGUAGE\tW[YYY[ZYZ[YZ[YZf[[\tLong\tX[YZZ^[\\Ze[VYXZ`TX\tNULL\t`YTSYXY[UWTTWTYjXV\t"
    "Newtonsoft\tVXSiXXYWWYTYYXXXXW\tNone\tUXT`WSWSURVeTc_WVR\tOR\t_Y[Z\\YZ[[[[YYZXc[Z\t"
    "RETURNS\t[[[[[Z[\\[[[Z[[[d[Z\tRack\tWUVWXWWXWVXUkTUUVU\tReturns\tZUYZXUVZ][\\g`\\WZ]V\t"
    "SELECT\tTXT_WXXZSWUTWUXkXV\tSerialize\tY[Y^Z[[XY[Y\\\\c\\ZXY\tSlim\tPYRQTYXTVYlXYVXQYY\t"
    "String\tSRVVS`TkYZR\\\\[S[_V\tSystem\tTWPiTSVYTbSTU[W\\TT\tT\tZW`aUaTaS]V[V]]WTX\tTEXT\tVZWWXZYWXZWYZWYiZ^\t"
    "Test\tUXW]PRWcSh\\[\\[WX]W\tTest$\tXZVTTUYcXeVW\\VX[XU\tTests\tTXReVWXUUTaVY]XVaW\t[\tZ^Z^TZ]S_YXb_XTR[\\\t"
    "['\tSWVVVTZW]VfYeVTZT]\t\\\t[S]LT]PXUWlWYZZcSW\t]\tYdQ^Qc[OS[P_^^OVZ[\t] \t[R^ZV]XM`\\Wa^V\\\\]\\\t"
    ']$\tZeS_SUYQU]R__]V[X[\t]; \td^UVZ^UYXWYU\\XaXXV\t^"""\tW`YXZVXXX_[bVXWY^X\t^#\tfPd_PKNNOMPLPSWO_M\t'
    "^# \tZ^TWV[SXVTX]aZaTUS\t^#[\tVXURVTYVUTYXVkWXUT\t^$\tPSOPa[_RPPhSTU_X]P\t^'\tTRSYSRPU`SdZT\\c_T\\\t"
    "^' \tZ[Y[YZY[X\\XZZWZj[X\t^''\tYZZZY[ZYXZXYZXZeZX\t^)\tPSPO`bRPOaQbZRUPJe\t^);\tNVNP_U\\QaU[WVaTfUU\t"
    "^- \tRgTUPQ`VTTVLUQXQPR\t^.\tOUMTgJVcdWRMP]PNaW\t^// \t[R]UV`X]]\\[MP]ONa_\t^<\tSRRSUTeUbTVR\\SUTT`\t"
    "^</\tQRPRTUbUbUWS[SWUTa\t^>>> \tSTTSWSVWTSVoRTSSTQ\t^@\tLOZIeHXeM`LVaLNN]J\t^Args\tZW[[\\\\X\\Z[\\f\\Y[[YY\t"
    "^CREATE\tTYWVVZYWVZUYYW]lZZ\t^END\t[YVWVZYVW[VZWWYi\\[\t^Returns\tZU\\[[ZW\\[Z\\eZYZZZZ\t"
    "^SELECT\tUYW\\XZZWUYUWXVYhZW\t^[\tPgTfUQ_SQPXZ[YVYS]\t^_debug\tXWZYXUYYYYZWXWgZWX\t"
    "^_err\tZ[\\\\\\W[\\\\\\\\ZZ\\c\\[[\t^_info\t[Z[[[X\\[\\[\\[Z[c]Z[\t^actual\t[[XZYZXWYi[XWYY[TU\t"
    "^animation\tYZYZhZZVWZZ\\\\WZZW[\t^apiVersion\tZ^[[YXW\\ZY\\XYYbZYY\t^app\tU`TWVTRVdUUS]T_VT^\t"
    "^assert\tbWWSUeWSaTV`\\[WSSR\t^assertThat\tV\\UTVW[gVbWXZSZXVW\t^auto\tU[hWYY\\VXYYY[X\\XZ[\t"
    "^char\teXX^W`X]WYWXZTWWYV\t^class\tST_NOTR\\SbgYcQTTYR\t^const\tZS_YT]^RbPOOQ[TRQg\t"
    "^containers\t[b[\\ZZW\\[\\\\WYZ`ZY[\t^def\tQSTRUMTSTPWdlQTSNP\t^describe\t[[[[[[W\\a[XZ_Z[YY^\t"
    "^echo\tV]VVTVUWVU\\VUUhUTT\t^else\t\\WU_UZTVTbU_aT`VSQ\t^end\tTSTUWYSVSSWNnUSVRW\t"
    "^expect\tUYUVVUWWYZWRaUWVVg\t^export\tTVWSUTUUeRUWWS^TTh\t^false\t[[[ZZ[Z[W[`Z[]Zb`Z\t"
    "^fi\tTVTUUbVVVWUWW[fTVV\t^fn\tVZTWWVYV\\XXYYjXXS[\t^font\tV[WYf[^WWZV]\\XZXY[\t^from\tUVV]cRUTSTXeTR_RRQ\t"
    "^fun\tY[[YXW[SYjXZYVZ[VW\t^func\tVZTUViYPSOYSYRWYdQ\t^if\t]YZYJ^^Z\\[Z_\\[[MW_\t^import\tMNONLcOd^`O[NOPK`^\t"
    "^int\tdWbYRRV`RTQTVRVTTT\t^internal\tVZVgWUZSUfUUZUXYQT\t^it\tXY]WYWUX`YXZeVWWW]\t^json\tRZkRWXZSUYTXYUZWZZ\t"
    "^kind\tXbYZWVTZXW[UXVbXWW\t^labels\tZbX[YYU\\YZZVZY`YXX\t^let\tQSOPTLYQPORRTg[TlZ\t"
    "^metadata\tXeXZXVUZYXZTZW^XWW\t^name\tWfTURaYV\\TWRXYZ^QX\t^namespace\tN^baPSTQSSfT[RXPSZ\t"
    "^opacity\tUZVVhZZUWZXZ[VZWZ[\t^override\tZ\\XUYT[XYdZZ\\YY\\_V\t^package\tTTUSTfUbTbVSWTUTNS\t"
    "^ports\t[g\\\\ZZV][\\\\W[Z][X[\t^private\tRVX`TRUfR^[TbVVS^V\t^protected\tX[[[XXZ\\UXh[ZWYXXW\t"
    "^pub\tVZWWXUWWWXWWZjZVWV\t^public\tQR[gPNQdNJbNRMQU`M\t^request\tZ[YXYX[YdXX[^Y]Z_S\t"
    "^res\tYYWVXYVWfWXY`VWXX_\t^return\t\\N\\YH`Y]^\\\\_YU^K^]\t^selector\tXgYZWWT[UWZTXVVYU`\t"
    "^self\tSWSSTPXRTQ\\eUaVWeQ\t^spec\tXaYZXWTZYYZTXWaXXX\t^static\taZ_VVWW_UU[XYUXX`U\t"
    "^std\tW\\iVYY\\VXYX\\[UZZ[Z\t^struct\taZbVUVYUWTWXZbYY]V\t^template\tTdfW[ZWYYZ\\X\\VVZYW\t"
    "^to\tVXYXhS[VUSX\\W]WWY_\t^transform\tS[WTlWZTTVW[\\TZXUX\t^true\tVX`VWVWVTVUX]_VfXS\t"
    "^type\tTbTUSgRS^RVSTZVVMc\t^use\tQWNPRXVRRUkV`bVPVW\t^using\tQWcfTXURUVSVU[WRZV\t^val\tUXU[VXYSZlWXXUYZPQ\t"
    "^var\tPSP`QbVTd]PRZQURcQ\t^void\tcXbZVUW\\TTTWWTUUUT\t^{\tXNbjIYKKKOfVMWSPIW\t^{% \tWWWXVYjYWYYVYXWXXU\t"
    "^{{ \t[\\Z[\\\\g]Z\\]\\Y\\[][V\t^}\tZHZ^_^W][_\\PR]YF^]\t^} \t`U^NOXT]X^WPQ[SS^`\t^})\tQVVQS_V\\aRTS[\\URUe\t"
    "^});\tQWYZQWcXeV[WY^WSUR\t^},\tRSRSOaQZ`[XVZ\\XSUb\t^};\t[X\\^RSbYaTXU^`VRTQ\t_debug\tWVYZYTYY[Z[WXYgZXX\t"
    "_err\tYZ[\\\\UZ[\\[YZZ[dZ[Z\t_info\tYXYZYUZZ[YZYXYe[XY\ta\t][]TW^^[Y^T\\W^WYZZ\tactual\t[`\\YWWVUViYTUVWYQX\t"
    "animation\tXZXXiXZVXXY\\[VZYVZ\tany\tXaQUVfX^TRZZXTWT_b\tapiVersion\tZa\\\\ZYW\\ZZ\\W[Z`ZYY\t"
    "app\tR\\TSSQ`ThSZR_Q[RN]\tassert\tcVXRVcWRaTUa\\\\WTTS\tassertEquals\tUZVTSQZSVo\\TUSXTPR\t"
    "assertThat\tVZVTWVZhUbYVXUZXTU\tauto\tU\\iS]ZaTWYV[[V\\X[Z\tbody\t_TQWZ[`V]QX\\eS_U\\O\t"
    "bool\tUYccY`YTVS`aW_Y\\US\tbuffer\t^XaYVUWS\\hZSYVYWRS\tbyteCount\tX\\YYYUZYXi[VYVY[RS\t"
    "char\teT^ZS\\SWORP[TXTXS\\\tcheck_test\t[\\[[Z\\[[Z[YZ\\X[f[Z\tclass\tKPXbZI`cKa_^_KMNXQ\t"
    "com\tQbWQR]adUY\\SZ[aQSQ\tconst\tcNdROW\\L]OVLMYOKKf\tcontainers\tXa]ZZYV[^Z[WZY^ZYZ\t"
    "content\tQPRSdObTUZ]YbPbSR^\tcout\t[]g[Z\\][ZZZ][X[\\]\\\tdef\tWSYRSXRQQMTciVSRNY\t"
    "define\tiTaPWQUZTTURTUQRPV\tderive\tX[YXYY[Z[YZZ[d[[WZ\tdesc\tWYYYZfX\\XZZWYVWeXV\t"
    "describe\t[[[Z\\[W[bZXY\\Y[XY^\tdetails\tWXiWYXVWXYXWXUXXW_\tdiv\tSVRTWUfWYTVT]UTUVa\t"
    "do\t\\]OZUXTSSUVQfW][]S\tdo$\tX^T]W[TVUUVSgT_VTT\tdomain\tWXXXXSYbZWYX_YfYXW\tdone\tU`WWX^WXeY[UTZ[V_S\t"
    "echo\tVcVWT[SWUUZUTRgWST\telse\t_TW[PZ]Z]`U\\]^YT\\]\telse$\t]Y[^T]SUTRUSaT`T]T\tend\t\\R\\WWYWRUWPRk[TQRU\t"
    "end$\tSTUTV\\SVUSWPoUSVSS\tendif\tcW__VT^TVUTURTTT^R\tendif$\tbV^cVRSTTRTSSRTS^Q\tenv\tS_RSSYQSaYTRf[aUQX\t"
    "err\tSZWTVlYTaQWU\\^aWQY\terror\tYWWOOcTW[XYR\\^aSc_\texpect\tUXVTVTWUb]VQ^SVSVe\texport\tTVRUSSVRfQRUVRaTRg\t"
    "express\tYYWYZYYYhZVWX][VZV\textends\tRWPPTTT`SQjUSRTVOh\textension\tUXTSRWWV\\QXT]RWXlS\t"
    "fa\tUUVVmUbTSTRXUSTUST\tfi\tSWUVVaVVWVVUVYcVUU\tfi$\tUVVWVbWWXWVWV\\bVWV\tfn\tTYSV\\SVTbSUWWjXVQ]\t"
    "font\tUXVVhY[VTYU[bVWUX[\tfoo\tXP^WSa]X\\V[OcZR_Z_\tfor\t[\\ZSW^]\\ZXU_Y_\\WZ\\\tfrom\tUWV]\\Y^V`RUaU]]WM_\t"
    "fulldomain\tWXYYYVYZZXYWYYfXXY\tfun\tWYUUVRWRVnWUVUUXNR\tfunc\tQXOWRhVM`LTPVRTUgL\t"
    "function\tPTSPYQ_KgRg[YPXUX^\tget\tS[WaSNR]b_XZaV^Y][\tgson\tWXWSUWWiWUWYYVXUWY\th\tfS]OeRVS\\QUW[UYSQ\\\t"
    "href\tXTXXYW`X_ZZWUXTXYa\thtml\tSWTTWVe[^U\\Wd^SWSW\thttp\tU_[TTg_[`PW\\\\TZUNN\tid\tOXQVRYa_^T[O\\QVfS\\\t"
    "if\t]W]]S]]ZZXZ^_[[IY^\tifndef\t`ZcUYVXXXWYVVWXWVW\timage\tWa`XYP[XVVZX`WZX_U\timport\tUNMKZ^Ta^_LcKLUHb^\t"
    "in\tX]SZ\\V]^YYNaU\\\\Za[\tin$\tZYWVXSYVVUYTY]]XiS\tinclude\taWcPbSaVTRRS[RTSPM\tint\tbRb_P[S`MMX^PL\\ZMO\t"
    "internal\tUXUgWWW\\UgRZXXVWPT\tio\t[dTTTbY[YYV`Y]XTRV\tis\t[_Y`Z[dYZ\\W]TZ][SV\t"
    "isEqualTo\tUZUTVWZiV]XWXUZVVV\tit\tVZbVVT^X]^VY_\\YVS]\tjava\tTYVVWWXjU[VWZVZVWX\tjs\tXUTUTQ\\Ue]VS\\SSUVd\t"
    "json\tTRiYS]Y]_R[\\QWaR\\S\tjv\tnZQRUWZSVWUYXTYVWW\tkeyframes\tY]Z[e[\\W[Y[\\\\Z\\[Y\\\t"
    "kind\t[bWWWVSWXbYSU`aVUU\tlabels\tXcXZWWU[XY_ZYW`XXX\tlen\t[XPQVgWUTSWe[aXWQR\tlet\tPSMNRK`MMSPMPeZTl]\t"
    "list\tSUSVc[[_Z]Wc`RXWRW\tmain\t^]eR^XZ]YYS]WaSWZS\tmetadata\t]gZVUTYUVYXR[X[VTV\tmut\tW[UXXZYWVYYY[h[ZYY\t"
    "n\t_S\\ON`Q[[WVaY^ZXMY\tname\tZeTX]ZY_\\QRSYS]^]X\tnamespace\tN\\eaQPRPQOcR[VXQOX\tnew\tJYVdPXZd\\X_Tb]VONY\t"
    "nil\tRVTSVhVSTQURbRUVdN\tnlohmann\tTZhVZZWZX[Z[YXXZYY\tnull\tUTY`XXTc^b_RVPYVR^\tobj\tX[VWWdYYiSTY]TYWS\\\t"
    "of\tYYYUSU[VU\\TcXbZ`YZ\topacity\tWZVUhYZUVXYZ\\UZXX[\torg\tRPSSRRUhY]U_[[YR_c\toverride\tWY^`VU_ZVdTY^UVX`S\t"
    "package\tU_VSUdV`TcVRTT^UZT\tpage\tY\\X[XWe]_XYU\\TWXZZ\tports\tYcZZYYU[ZZZVYY]YXY\t"
    "printf\tgWRWXbXZWVWXUT[XWX\tprivate\tVUXaRSUbU_^Sa[\\S[W\tprotected\tWZ^^XVY\\VViYXV^WWV\t"
    "pub\tW\\YYWWYYXYXY[i]WXX\tpublic\tRRXgNLXbQJcNUTR]aN\trecord\tPY`TUTWUSUg^YYb[TU\treq\tVYXWYeWWeUX[\\WZYUU\t"
    "request\tSSSSTSSYbPcX\\S_TiP\trequire\tU[TVU]TWgbUUdYWU\\W\tres\taWSST\\TTgUYW`UV\\X[\t"
    "response\tSTRQTVTTZP`Y`QdSiN\treturn\t]R]ZM_]]^\\\\_ZX]N\\]\ts\t_SQYb`ZYO]YXL[_^WU\t"
    "selector\tYfYYXXU[UWZSZXVZV`\tself\tO^NNOKRMVL^a_fRSeL\tserde\tVaVUWVZXVWXVWhYYVV\t"
    "serde_derive\t\\a\\]\\\\]]]][Z\\a]\\]]\tsession\tWXW[VUVW]RW]^RWWhQ\tset\taUVbR[OV\\ZRY]X]X\\Z\t"
    "should\tTRYYUS^Z`RSZ_SV_a]\tsink\tWZ^VWSZTVkYUVZYXRS\tsite\tUPUVUQkVTUVRfTRSRT\tsize\t`^[Q_W[ZSfU\\\\W_TRS\t"
    "size_t\t]\\fSYUZRUWWXXTZYWW\tsource\tXX[\\UPZWSfVUXRfUR[\tspan\tYXUX_Z\\XTZ[Y`XX[Yd\t"
    "spdlog\tOWoTUWWTXVTYWSWYUT\tspec\tWeWXVTSXV\\YQV]`VUV\tspringframework\tVZVUTYXjTWVWYUYTVY\t"
    "static\t]_\\^QQ_bQN`NP`SQ`U\tstd\tSbgSUSUSTTSVS]`WUU\tstr\tUT_SVZTUUVWd_eTRSQ\tstring\t^T[cTgNPQ[aZRUQQR_\t"
    "struct\tcW^VScUPSRRVV`YUZQ\tt\t^UY[SjUVVZSYW\\\\^UV\ttemplate\tR`eVZ]^T[SVQ[UbWQZ\t"
    "testing\tWWXWXhWZ^UZ`XWVYST\tthe\t[]ZWP[a\\WWZ`Y\\Y^ZV\tthen\tYZSSU`ZZdUYVQYb[TV\tthen$\tQ]WWX_UWVWWTS\\aYWU\t"
    "this\tRZUYRTZcabfTV]RYM\\\ttitle\tTMSU[OqWXQ_SXORUPX\tto\tY\\ZW]Z\\\\Z\\\\^\\\\YV\\^\t"
    "transform\tS[WSlVZRSVWZ[S[U[[\ttranslate3d\tU]WWiZ]WWZY]]X\\ZZ[\ttrue\tNcZ^M[]Y_V\\M_Z^^_[\t"
    "txtvalue\tXYYXZW[[[ZZZZZgZYX\ttype\tS`T^O`\\^WMU[^Y[Y\\d\tu8\tXZVWXWYZXWXZZhZZUY\turl\tS\\TTcQ^R^R_`Z\\]UbR\t"
    "use\tROVN]Y\\UaZiUX`TPSX\tusing\tVXcgSY]VUTQVY[\\T]R\tv1\t_\\WZXaUX[W^VYVcXUU\tv1$\tZ^[\\YYX\\ZZ\\YZYaZYY\t"
    "val\tSUW[TWVQ[lYZXRTWO]\tvar\tTYLbc\\QPbYRQWO\\OdS\tvoid\tbW`_RRVdZO^UUUTRN]\twhatever\tY[[[Z[Z[W[YYZY[f[\\\t"
    "width\tXVYVdUcSUVVW_UUVV[\tz\tYWb\\X[VXTZXZ][eUU]\t{\t\\N^_\\]W]^]^TU]_H[_\t{ \tab\\^TR]O_\\RNbRVRY^\t"
    "{$\t[J]`[]X\\^]^OT[\\HY_\t{% \tWVWXVWkYVXXV[WVWWU\t{{ \tZ[Y[\\[e\\Y[\\[Y[Z\\ZW\t{}\tSU`XTcSUSQUU]bTUU]\t"
    "{}$\tQWbXVbT[TQWX[bUVS`\t|\tUfTRUUQRQV^Sg^TXUR\t| \t]\\PUTRZSP^S^__eTPR\t|$\tXgYYYVTZXVZUdXVXWX\t"
    "}\tZV[__^U^[^]TZ\\[G^^\t} \t^P\\ZYWQ\\X]UYZ]^R[_\t}$\tZU\\^_]T\\\\^\\SX[\\H_\\\t})\tYUTSU_U[cPURX\\RSXd\t"
    "})$\tXTUSS^U^aOVQY]SQYe\t});\tPWY\\^VbXcTYV[_WSSQ\t});$\tPWY]\\WbUcT[WZ^VUTS\t},\tPPXV^`NY`YST[_YRSb\t"
    "},$\tPPWU[aOW`XSU[`WRRa\t};\t^W]\\SS^]aRUTYaTQRQ\t};$\t_V^^RR`ZaRWT]^TQQP\t~arrow\tQTKSRKaJdKcVY_WUKe\t"
    "~block\tS[SSULPTSRVmUQ^VPP\t~cpp\tLYpOVUVORRQWW\\VTUT\t~css\t\\J^]c[Y\\_][FQZ^R]Z\t~do\tY[T[VYSVUTWSgS^USU\t"
    "~dollar\tPUOLR`\\QNQlR\\\\XVQT\t~end\tWTUTWZRVSSVPnUSVSW\t~fun\tPRO`OZSSdlQMROXP[J\t"
    "~gofunc\tRURQTlUPPXSQSOTa_L\t~html\t\\RaZOQcQaUSPYXYRT]\t~java\tQSM^NLRl\\L\\OTLQS^Y\t"
    "~module\tTVRTSSRQiSURUSTSSe\t~pointer\tfQaYQLQQJMeMNKN`VM\t~property\tSXXkQ[SNWSe\\TVTNYV\t"
    "~rust\tRVPQRRUQQRWQYrVSXS\t~scope\tIVfNNMNQJYbLegQZNI\t~semi\t`K_^aAWa`KaHL^S_AA\t~sql\tQPR]ROPPPQQcP^[lPN\t"
    "~swift\tNRPPP^RNK]S[V\\RSj]\t~test\tTWNML]XRNVNQRYmNL\\\t~toml\t\\hS_RQPPXUPaVLWROX\t~ts\tUWUUIOWSSe`XP_OSdf\t"
    "~types\t[S[cMRPeL_bOVPQR]K\t~yaml\tPeWMV\\cN\\WP`QZZUZ\\\t"
)
