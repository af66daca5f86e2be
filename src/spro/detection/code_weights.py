"""Weights of the code recognizer; made by `python -m training.code_lines`, not edited by hand.

LINES: feature, weight in hundredths; LANGUAGE_TABLE: feature, one letter for each language, chr(65 + 28 + 8 * weight).
"""

from __future__ import annotations

from typing import Final

BIAS: Final = 0.00
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
    "^}\t810\ti8\t805\t;$\t695\ttab\t673\t^)\t646\t^class\t551\ti4\t550\t^return\t480\t// \t472\t^else\t452\t=$\t450\t"
    " ($\t446\t^// \t428\timport\t425\tSELECT\t419\techo\t407\t // \t406\t\\$\t398\t^namespace\t394\t/// \t384\t"
    "^/// \t384\tassert\t378\t += \t372\tdo$\t372\tURL\t371\t^} \t364\t {$\t363\t=\t362\t^res\t359\t^@\t359\t"
    " # \t357\t99\t357\t^def\t357\t</\t351\t^internal\t347\t {\t346\tint\t346\t^case\t341\tprintf\t339\t <\t337\t"
    "var\t335\t^);\t333\t=\"\t330\t'),\t323\t'),$\t323\t*/\t321\tfun\t320\t*/$\t320\t?.\t319\t^app\t319\t<\t311\t"
    "!(\t306\t^echo\t305\t^) \t303\t^export\t302\t^struct\t301\tnamespace\t300\tend$\t300\t^assert\t299\tNULL\t295\t"
    '^<\t294\t{{ \t290\t^let\t290\t($\t289\t^import\t289\t["\t287\tpublic\t285\t { \t285\t^wW\t284\t/* \t283\t'
    "() \t283\t^template\t282\t^select\t282\t^})\t282\t^</\t280\t};\t279\t};$\t279\t := \t279\t})\t278\t})$\t278\t"
    "^/* \t277\t');\t276\t');$\t276\t^>>> \t276\t>>> \t276\t{}\t275\t{}$\t275\tselect\t275\tdef\t271\t^$\t269\t"
    "^val\t268\t=\"${\t266\t^});\t266\t^func\t266\telse$\t265\t < \t264\t});\t264\t});$\t264\t^'\t264\tnil\t263\t"
    "('/'\t261\ttxt\t260\t^public\t258\tconst\t256\t^fi\t256\terr\t256\t^var\t256\tfi$\t255\t();\t253\t();$\t253\t"
    ' "$\t251\t^#\t250\t => \t248\tfmt\t246\t^for\t243\t::\t242\t -\t241\tW_W\t237\tbool\t237\tstr\t236\toffset\t235\t'
    "().\t235\twidth\t234\t^from\t234\t^};\t233\t|| \t233\t(): \t231\t^const\t230\tvoid\t229\tthen$\t228\t"
    '^static\t228\t^#[\t227\t -%}\t227\t -%}$\t227\t("\t226\t#[\t225\t "${\t222\t^expect\t222\t^actual\t222\t'
    "',\t221\ti1\t218\t()\t218\t',$\t217\t()$\t216\t\")]\t216\t\")]$\t216\t/>$\t216\t/>\t216\t = \t215\t}, \t214\t"
    '")\t213\t")$\t213\t(),$\t211\t(),\t211\ttransform\t211\tdefine\t210\t);\t210\t);$\t210\tresult\t210\t == \t208\t'
    "std\t206\t^private\t205\t^if\t203\tpets\t202\t^insert\t201\t || \t201\t+\t200\t != \t198\t';\t198\t';$\t198\t"
    '^CREATE\t198\tCREATE\t198\tinsert\t197\t{% \t197\t", \t197\tendif\t195\t";\t195\t";$\t195\t /* \t194\tnull\t194\t'
    'text\t192\t^self\t191\tfa\t191\t}"\t191\t}"$\t191\t}" \t190\tINSERT\t190\t %}\t189\t{$\t189\tInt\t189\t'
    "^{% \t189\t')$\t188\t')\t188\t %}$\t188\t['\t188\t&& \t186\tendif$\t185\tend\t185\tweb\t185\t\");\t183\t"
    '");$\t183\tawait\t183\t !\t182\t];$\t182\t];\t182\textern\t181\t());\t179\t());$\t179\t /\t179\t(&\t179\t'
    "args\t179\t */\t178\t^INSERT\t175\tbuf\t175\tchar\t174\tlength\t174\t^font\t174\t^end\t173\t */$\t173\t^u\t169\t"
    ">(\t169\t^w_w\t169\t^.\t168\tfi\t168\tenv\t167\t^break\t166\tmeta\t166\tVALUES\t165\t << \t165\t') \t163\t"
    '"""\t162\t^sign2\t161\t^protected\t157\t));\t157\t));$\t157\tprotected\t156\tError\t155\t=> \t154\t^W_W\t153\t'
    "^while\t153\t(\t153\t-> \t152\t)]\t149\t)]$\t149\t $\t148\tfont\t148\t())\t148\t())$\t148\tfn\t147\t== \t142\t"
    "sort\t142\tsign3$\t136\t{ \t136\t,$\t134\tW_W$\t132\t +\t131\t\"\"\"$\t131\tjson\t130\tNone\t129\t'\\\t129\t"
    "^using\t127\torg\t127\tval\t126\t),\t126\tAssert\t125\t|$\t124\ttwo\t124\tstring\t124\tlen\t123\t),$\t122\t"
    "^json\t120\t$\t118\t/) \t118\troute\t118\tsign4$\t116\tstatic\t116\tfalse\t115\turl\t115\tself\t115\t^int\t113\t"
    'path\t112\t^"""\t112\t }\t111\t }$\t111\treturn\t111\ttable\t110\tw_w\t110\t |\t109\t^void\t108\tbreak\t107\t'
    "key\t104\tvalue\t102\tassertThat\t101\thelp\t99\t^assertThat\t98\t' \t98\t8080\t93\t^use\t91\t '\t91\t\"$\t90\t"
    "div\t89\t]; \t89\t`$\t86\tspan\t84\tclass\t84\t^_w\t82\tNOT\t82\tPlease\t82\topacity\t81\t}-\t81\ttrue\t81\t"
    "Markdown\t80\tstruct\t79\trequest\t79\tfunc\t78\tactual\t78\t^If\t77\twW\t77\tprefix\t77\t_w\t75\t'$\t73\t"
    "over\t73\tif\t72\t^0\t72\t^char\t72\tresponse\t72\t', \t71\t^fn\t71\tbody\t71\tr4\t70\tW\t70\tcommand\t69\t"
    "w\t68\trun1\t68\t50\t67\t54\t65\tgin\t64\tw0$\t64\tbelow\t63\texpect\t62\tit\t62\tare\t60\thave\t59\tn2\t58\t"
    "be\t58\tGitHub\t58\tpatterns\t57\tisEqualTo\t56\thref\t56\tdb\t55\t './\t54\t_w$\t54\tFor\t54\tprovide\t51\t"
    ' *\t51\t{\t50\topen\t49\tINTO\t48\tas\t46\trust\t46\tobj\t45\t192\t44\t!= \t44\tserver\t44\t^"\t43\t "\t43\t'
    "GET\t43\tfind\t40\tall\t40\tw_w$\t39\trecords\t39\t500\t38\tguide\t37\t))\t36\t))$\t36\trun0\t35\tJust\t35\t"
    "let\t34\tWwW\t34\tr1\t34\t^transform\t33\t('\t33\tnot\t32\ttests\t32\t}\t32\tNote\t32\tinclude\t31\t(), \t30\t"
    "export\t29\tString\t29\tthe\t28\tshows\t28\t= \t27\tThe\t26\t!\t24\tof\t24\tsuch\t23\tsee\t23\tio\t23\tn10\t22\t"
    "other\t21\toverride\t21\ti2\t19\tThis\t19\t^0w\t19\trel\t19\t [ \t18\tHTTP\t17\tplan\t17\tn4\t17\tway\t16\t"
    'language\t15\tRequests\t14\t">$\t13\tw1\t13\tso\t13\t},\t13\tlist\t13\t},$\t12\tcom\t11\t-\t11\t:\t10\tr2\t10\t'
    ">\t9\tto\t9\t`](\t9\tsign3\t9\t^[\t8\tIf\t7\tsign4\t7\t}$\t7\t2\t6\t: \t6\t^2\t6\twhen\t6\t .\t6\tn6\t6\t"
    "view\t-5\t0\t-6\t0w$\t-7\tversion\t-7\t12\t-8\trun2\t-8\t] \t-8\tREADME\t-10\tclosed\t-11\twhich\t-11\tbut\t-11\t"
    "/).\t-12\t/).$\t-12\tfunction\t-12\trow\t-12\twW$\t-12\t % \t-12\tuser\t-12\tmiddleware$\t-13\taccount\t-13\t"
    "what\t-14\tsay1\t-16\tthis\t-16\twith\t-16\tits\t-16\thttps\t-17\tset\t-17\t^animation\t-17\t^1\t-18\tw1$\t-18\t"
    "w0\t-19\t/\t-19\tan\t-19\t59\t-19\tmain\t-19\tWhat\t-20\twe\t-20\t| \t-20\t^w\t-21\t>$\t-21\tet\t-22\t:$\t-23\t"
    "sign1\t-23\tn3\t-23\ton\t-23\t10\t-24\t://\t-24\tup\t-25\trelease\t-26\tExamples\t-26\trun3\t-26\tsize\t-26\t"
    "sign2$\t-27\tworker\t-27\t20\t-27\tTest\t-28\tchannels\t-28\tmake\t-28\tby\t-28\tanimation\t-28\tbetween\t-28\t"
    "http\t-29\tINFO\t-33\t&\t-34\tone\t-34\tAll\t-35\t!$\t-35\t^w0\t-36\tthere\t-37\t); \t-38\t15\t-38\tr3\t-39\t"
    "43\t-39\tin\t-39\tchanges\t-40\t^You\t-40\tmore\t-41\texamples\t-43\tinformation\t-43\t, \t-43\tfoo\t-44\t"
    "44\t-44\tw$\t-45\tmay\t-45\tCan\t-46\t; \t-47\t[\t-47\tthat\t-47\tcrates\t-47\tdoes\t-49\tr0\t-49\t18\t-50\t"
    'want\t-50\twww\t-52\trun8\t-52\tweekly\t-53\t") \t-53\tthem\t-54\trun5\t-55\tn1\t-55\ten\t-55\tcan\t-55\t@\t-56\t'
    "own\t-56\tno\t-57\tproject\t-58\t __\t-58\tonly\t-59\tbased\t-60\t404\t-60\tWw$\t-61\tsame\t-61\t/)\t-62\t"
    "/)$\t-62\torder\t-63\tissues\t-63\thas\t-64\tmight\t-64\t17\t-64\t.: \t-65\tERROR\t-65\t **\t-65\t^sign4\t-66\t"
    "will\t-67\tabout\t-67\t13\t-68\t52\t-69\t^For\t-69\talso\t-71\twatch\t-72\tWwW$\t-73\tand\t-74\t"
    "documentation\t-74\t^To\t-75\t [`\t-75\t49\t-75\t0w\t-77\tmultiple\t-77\t- \t-77\t > \t-78\t` \t-78\tWe\t-80\t"
    "^W\t-80\tWw\t-81\tmiddleware\t-82\t24\t-82\t^3\t-82\tcode\t-82\twas\t-83\t\\\t-84\tsure\t-84\t25\t-84\this\t-85\t"
    "^---\t-85\tthe$\t-86\tpar\t-86\t } \t-86\tbeen\t-88\t?$\t-90\tyour\t-91\t14\t-91\tfailed\t-92\tsay2\t-92\t"
    "To\t-94\tpull\t-94\t^We\t-96\t11\t-96\tTest$\t-97\t^w1\t-97\tDocument\t-97\tda\t-98\t^Project\t-98\t01\t-98\t"
    "status\t-98\t21\t-99\t51\t-101\t^Just\t-102\t^- \t-102\trepository\t-102\t16\t-103\tphp\t-103\tau\t-103\t"
    "^it\t-104\twould\t-104\tWARN\t-104\t---\t-105\tthis$\t-105\t56\t-106\tlogic\t-106\tYou\t-106\t---$\t-106\t"
    "27\t-107\t^IBAN\t-108\t23\t-109\tHere\t-109\t - \t-109\t^ana\t-110\the\t-111\tes\t-112\tlike\t-112\t[_\t-112\t"
    "API\t-112\tused\t-112\t. \t-112\tUser\t-113\tsrc\t-114\tsecurity\t-114\t).$\t-114\tmy\t-114\t22\t-114\t"
    "how\t-114\tsession\t-115\tOn\t-117\t} \t-117\tyou\t-117\tW$\t-118\tstarted\t-119\tissue\t-119\t07\t-119\t"
    "wrong\t-120\tregion\t-120\t.$\t-121\t28\t-121\tunit\t-122\t`: \t-122\t19\t-123\t29\t-124\ttheir\t-124\t"
    "they\t-125\tgenerate\t-126\tdu\t-127\tde\t-127\tsay3\t-127\tdocs\t-127\t^This\t-127\t^12\t-128\t^Miller\t-129\t"
    "30\t-129\t^4711\t-129\t48\t-130\tmet\t-131\tWorking\t-132\t...\t-133\tusage\t-133\tsome\t-134\tchange\t-134\t"
    "behavior\t-134\trs\t-134\t^Ww\t-137\ttools\t-138\t `\t-138\twho\t-141\tpayment\t-142\tsystem\t-143\t"
    "maintainers\t-143\tinvoice\t-144\ter\t-146\t41\t-146\t* \t-147\t08\t-147\ttake\t-147\t33\t-147\tle\t-148\t"
    "In\t-148\t^https\t-149\tinstead\t-150\tem\t-150\tsupport\t-153\tPython\t-153\t^{\t-153\tcurrent\t-153\t"
    "these\t-154\twithin\t-154\tmd$\t-155\t^On\t-155\t00\t-155\tce\t-157\tCode\t-157\tOur\t-157\t...$\t-157\t"
    'recommended\t-158\tmail\t-158\t | \t-158\t",\t-158\t^Rossi\t-158\t",$\t-159\tel\t-159\t->\t-161\tcity\t-163\t'
    "IBAN\t-165\tMay\t-165\tyou$\t-165\t^The\t-166\t^Lagos\t-167\tupdate\t-167\t^Please\t-167\t?\t-169\t"
    "Subject\t-169\t][\t-170\tfollowing\t-170\twere\t-170\t26\t-170\tmd\t-172\t;\t-173\t].$\t-173\t^* \t-173\t"
    "Ltd$\t-173\tSerde\t-174\t2024$\t-174\tLtd\t-174\tsorting\t-174\t^| \t-176\tsessions\t-176\tbranch\t-177\t"
    "South\t-177\t^WwW\t-178\t**: \t-178\t^about\t-179\tAccount\t-179\tnetwork\t-180\t (#\t-181\tRe\t-183\t"
    "report\t-185\tplease\t-186\t06\t-186\t:** \t-187\tUpdate\t-188\tblob\t-189\tunacceptable\t-189\t^+\t-189\t"
    "per\t-189\t^the\t-191\t0$\t-191\trendered\t-192\tsay4\t-193\tlook\t-193\tsnippet\t-193\telse\t-193\t"
    "Customer\t-194\t09\t-195\tonline\t-196\tversions\t-197\tcovenant\t-197\tsummary\t-198\tun\t-198\tenergy\t-199\t"
    "31\t-200\tsay5\t-200\t^},\t-201\tsinatra\t-202\tum\t-203\t|\t-203\torg$\t-205\tla\t-206\tresponsibility\t-206\t"
    "^In\t-207\t). \t-209\twinter\t-209\twrote\t-210\ttutorials\t-212\tcontributor\t-212\t**$\t-217\troutes\t-217\t"
    "able\t-218\tfaq\t-218\tVersion\t-221\tStarted\t-221\t04\t-225\tAcme\t-225\tKubernetes\t-225\tWhy\t-227\t"
    "^[![\t-227\tanother\t-229\test\t-230\tSummary\t-230\texplain\t-230\t[![\t-231\tcustomer\t-232\t^What\t-233\t"
    "Night\t-234\tTeam\t-234\tDEBUG\t-235\t05\t-236\tRiver\t-236\tunder\t-236\tpending\t-236\t^Here\t-237\t"
    "budget\t-238\t^Acme\t-238\tbug\t-238\tvan\t-240\treview\t-240\t../\t-241\tgreen\t-241\tque\t-243\t[#\t-243\t"
    "03\t-244\t02\t-246\t |$\t-246\tpy\t-247\twell\t-248\t36\t-249\tme\t-249\tmany\t-250\t^Translate\t-251\t"
    "Translate\t-252\trefer\t-252\tour\t-253\tcontributing\t-253\tteam\t-254\talgorithms\t-256\tvia\t-257\t34\t-262\t"
    "37\t-262\tYour\t-263\tdie\t-266\tana\t-267\tna\t-268\tu\t-270\tmeeting\t-270\t^Write\t-271\tprice\t-271\t"
    "()` \t-272\t** \t-274\tmonthly\t-274\t**\t-276\t38\t-280\tHelp\t-280\top\t-281\tConduct\t-281\t`\t-282\t"
    "example\t-283\tReview\t-284\tbetter\t-284\tLagos$\t-287\tmarket\t-290\tReport\t-290\tdas\t-293\tAI\t-295\t"
    "Actions\t-297\t](\t-297\t^> \t-298\t## \t-299\tExpress\t-299\t4711$\t-299\t35\t-300\tnight\t-303\tpaper\t-304\t"
    "1234567$\t-310\tquestions\t-315\tMiller$\t-316\tFixed\t-319\t1234567\t-324\t)` \t-325\t^**\t-326\tfeature\t-334\t"
    "community\t-335\tAdded\t-339\tRossi$\t-343\tu$\t-354\t2024\t-360\tRossi\t-360\tlang\t-363\t^From\t-365\t"
    "Lagos\t-368\tFrom\t-373\t### \t-374\t^### \t-374\t :$\t-376\tMiller\t-381\tyoutube\t-385\t^## \t-404\t"
    "Total\t-406\tcertain\t-408\t[`\t-419\tfix\t-421\tco\t-429\t^#### \t-443\t4711\t-455\tFeature\t-461\t)](\t-474\t"
    'amount\t-512\t]: \t-521\t](./\t-523\t": \t-602\t'
)
LANGUAGE_TABLE: Final = (
    ' ! \t^XYYZTYYYYYYZWgXZX\t != \tZ]_^TdV^W`U\\[YUXTV\t "\t]b\\Q\\aYYRPMUaQ`\\TY\t "$\tUZ\\WXZV\\WVXZSUhWUU\t'
    ' "$_\tZWZ[[W[\\\\[\\YY[i[Z[\t "${\tTQXWWSWWVUVVUUlTW^\t $\tNYON_\\ZLOZmTRZ`YTO\t %}\tUWWXWWdXXWZUXXVdWV\t'
    " %}$\tVUWXWWcXXWXU[WVeWV\t &\tXTiTVbWUTWXXYYVVTS\t '\t[\\TP`XQSXXTZdU\\`Sc\t (\t_U\\[QY\\]^_Y\\RSUcO]\t"
    " ($\tOQRSUeXOLN_]R]XdR]\t () \tXXWVZWYX[X^XXWZY[e\t *\tcSaQQi^PPQTWTZSVOR\t * \tdX\\[YUSYYdR]QNR\\TS\t"
    " */\tlSQUVS]W\\\\]STUUWVT\t */$\tlTOSVT\\VYZ\\SVRVYVS\t -\tZ[ORV_VZSXS_Q^fRQR\t -%}\tXWYXZXcYXWYUVWWcWW\t"
    " -%}$\tVVWXZXaXYWZWWWXcWV\t .\tRQVU\\P^SVRU`VVYSlX\t // \tgSbYURZQW[UVUUUTPS\t :\tVSXV\\TXWVUWZhUU`V`\t"
    " : \tZ`YcTXUab^SZ[UVSQW\t := \tQSRTUqXUSNVVUQUdPR\t <\t`ZeVVT^\\XWVUUQ\\SRY\t << \tXRhUVVWUS`U[dU_TV[\t"
    " = \t[b[\\DYV\\]][_aXNY^[\t => \tYTR_UNVOcO^Qi^RRQ]\t [ \tV]YZZ`VYYY[ZUX`WYW\t _\tPU^eVUWQ`UR`T_cbYQ\t"
    " __\t\\SZUUXVSSSfjUWW\\R\\\t {\tX\\[Ta_U[V]WWQ_MJ_\\\t { \tZVYcYUQNY\\QN`]PQd_\t {$\tX]XKb`T\\W]UHT_KJ^[\t"
    " {{ \tZXZYYZW[YWYVXYYgZ\\\t |\tWWW[[YYYYX[[e_Z]YY\t | \t^Q[`UZaSSQU^SVgYR`\t }\t[aYTUVWUZWWU]_XVbY\t"
    ' } \tVWU[UVXV]YYVU`XVUd\t }$\tZ`\\TVUVVZXWVa]XX`]\t }}\tZdYYZY_[XZYWZYVaZ]\t }}">\t\\[Z[]\\`\\\\\\][Z[[Z[_\t'
    ' }}$\tZbZYZZ`[YZZW\\ZWbY\\\t }}</\t[ZYZ\\\\a\\[\\][X[ZZ[_\t!(\tRYUSUXYTUXUWZmYSVT\t"\tZa[YY`TZGVR^^]^Q_U\t'
    '" \tXdZQUYa^SXXRbRc]OV\t"""\tWbXXYTWWV]ZbTX]V[V\t"""$\tXaZVZXXYW^Y_VX^WYV\t"$\t[fUT[aV[NOQZ^UcVYY\t'
    '"$_\tZW\\][YZ\\\\\\\\[Z]f[\\Z\t")\tNW^RU_R`M^Q]]XWW^N\t")$\tOZ]RU_R_O`Q^^UZW_N\t");\t_T^W_R\\cRQWTU_WTS[\t'
    '");$\t`S_X_R[dRQUTU_TSQU\t")]\tVUVfXWZWYWYXXhZYVW\t")]$\tWVVfYVYVXVXWXf[XUW\t", \t[X\\YQcV\\I^R_\\`VX\\W\t'
    '"; \tY`ZYcTXaYX[XZW\\YXX\t">\tVVU_U]eVZYYX]XVXW[\t">$\tXVVVW]dXVXYX_XUXY[\t"></\t[[YZ\\_e[X[[[V[ZZ[U\t'
    "#\tdKcaXSVXOMQSUX]N`O\t# \tU`UUVZRWSSU^c\\^WTU\t#[\tUUTRVVYWWVWWXnZVUT\t$\tJTKOb[XJR[jNX\\a\\_P\t"
    "% \tPUYRmU_SR]YYWVY_TQ\t%}\tXWYZZXcZYYYWYYXfYW\t%}$\tWUXYZWcYXXYVVXWfXW\t&\tfQXQSbXTPSWU^fWYSO\t"
    "'\tOXYUVPYQbV_Y_[]eP`\t' \tTZUWR[\\X^V`Z_ZZcQ^\t'$\tRZRVROOS]TP\\cXa]Qa\t''\tUaWXWUVXSVVYUTViWW\t"
    "')\tZZSYVPUUdS_Y`W]YS[\t') \tXXcU`UVS\\X]R_RWcV\\\t')$\tYZRYURTTdR`V^U]YT^\t');\tRUYS^W^S^TbTTW_^U]\t"
    "');$\tRUXO\\W`RaT^VUX_]U]\t',\tZPS[TSa\\aSaTUQRaS\\\t', \tXMZSOPWNcNbUXUYgO`\t',$\t[NTZSRaWbQaTTSR`R[\t"
    "';\t\\Q[UcROO`Q`PQPQaSZ\t';$\t\\Q]XbRRPaR_SSORcQ\\\t(\t^V][X\\U]\\]X][\\M\\_\\\t( \t]ZTVYWXWWXVWZVXiXW\t"
    "(\"\tYI_[]_XaIdR]ZYUV\\U\t($\tIVPRaSU]O`f]W^X\\Ra\t(&\teVYPS^XSRSTS\\gWSPP\t('\tVLNPZOUMfSaUZLW_Oa\t"
    "('/'\tXXYWZWZXeW\\WbXYXUR\t()\tKJ]\\M]QVZb^^L]TW__\t() \tKI^NO^[`X^RZL^d_\\\\\t()$\tLLZ\\L\\SUZb]_M]UW`]\t"
    "());\tZW_ZUTX`RTaWW^WVSZ\t());$\tYWaYUTX_TSaVV^XVT\\\t().\tNSVZS_SdV`SVScXXV[\t(): \tVXXQXW[TUdhZZVZZVa\t"
    "();\t\\O^aQOPaYN]QR^S[O^\t();$\tYP^aRPRcZM_RQ\\SXN\\\t(.\tUVWVYQWUWQYVWTXVmS\t(_ \tXXYWZY[VXVXYZU[ZiU\t"
    "({ \t^TUVWTVZeTVUXSVVWb\t)\t\\X\\]X^WWZ^V^^YUW]\\\t) \t\\Q^TZYW^]_Y[YYSbY[\t)$\t[X]]U^VW[^W^^XVX^]\t"
    "))\t\\WS\\T`U]W\\W^[XTSa\\\t))$\t[VS]SaT]V]R]VYTS`\\\t));\t`V_\\ZQa^ZR^US[XWSU\t));$\t_U_\\[Qa_ZS]RU\\W\\TU\t"
    "),\tZW[[_RWRT\\]UQ_Pc_\\\t),$\tZT\\Z]QWQS]ZWR_Rd^Z\t).\tNYU`PZUYY_QabVYNZd\t):\tUTWXWWWWVVZfRU^U`U\t"
    "): \tVTTRTVUSObd\\WR_WSf\t):$\tVVXWWXWVVUYhPT_W_U\t);\tbJ]`_IW^^H_IL[W\\I\\\t);$\taJ_``FU_^H`JM[W\\L\\\t"
    ")]\tV[TbXSVVUSW^UkXUUW\t)]$\tVYUaWUVVWUX^ViXUVX\t){\t^YWXYX]WeYYXUY[VYR\t){$\t_ZVXYZYWfZYZVX[WZS\t"
    "*\tac[]Y_^Z[^Z``__b^]\t* \tgYWU^R_XP__\\WXVURX\t,\t^L\\W[[YVX^XYW]V^\\^\t, \t`X[\\X^YY\\ZZ^]\\W`\\Z\t"
    ",$\t[N]WZYXVZ][^W`S^[_\t-\tZ`VThW`UZZUU\\[_VS^\t- \t\\fXWQV`RUPTZRQ[XXN\t->\tiT`LRTSJNQhWSKTPTM\t"
    '-> \t[TWRTOU]RRVfReVUbO\t.\tP_X^]^Z`_]M^_\\[[^\\\t."\tYYXWXZUVXV\\a`T`]aT\t."$\t[\\XVWZVUXW[_^V`U`U\t'
    ".$\tT]ZVc][NY^WeW_XY[V\t/\tRa_KU_cXZS]W]Q`ZX[\t// \t`O^ZX^X]^`YSNZPM^Z\t0\t_b^WaZ\\XY[W]WZ[YYV\t"
    "0$\tT_`ST\\QSY[UaW\\]\\TX\t1\t]]]Z^X[XXZ\\`UX_`VW\t1$\tW\\Z\\SXUXOVW`UPf^X[\t2\t]W_[ZZVVW\\XcYT^\\T[\t"
    "200\tXVXZZYWZbYZa]WX]^V\t:\tYdYWZYVN[TRb_][WYR\t: \tQ]TOd[`S][R^T\\YTd_\t:$\tZd]TL[]RWLOcQW_T\\J\t"
    "::\tHRkLNLMJIXaKfkPZKH\t;\t_D_^bD[_[P`NO\\TaFY\t; \taK^]\\\\`]]ROS\\S]ZWS\t;$\t_D_^bDY`ZT`II]VaGZ\t"
    "<\tVVaaKN`^TVTKVZUL_a\t</\tRQR^WWcU`T]S]RXPT_\t=\t^iQLO\\]TRV_ZXX^[QM\t= \tTR_WPXVQ\\bZ_a^ZX^^\t"
    '="\tTXR[URdTTUX_[T^WU`\t="$\tXWXXX\\YYYYYWWWeYXZ\t="${\tWVWXXTWXUVYXWVjWWW\t="{{ \t[ZZZ\\[d\\[[\\[Y[\\Z[W\t'
    "=$\t^Y[TTTTUUXVYTTjVTZ\t=$(\tVRXXZXWYWWZUTXhVWV\t=> \tONJZSK`K[J_OcbSNMh\t>\t[Tb\\QVaP\\UZSZZYNW]\t"
    "> \tVT][X\\[cSUX[R^]Y\\^\t>$\tZU`\\QTaNZWUQ[YZNW^\t>(\tQUbcUSUTRXTWW_WU^a\t>>> \tRRXSVQUVSRVmRRTRSS\t"
    "? \tWYSgVQVW^ZSTbRVS]^\t?$\t]]XXYU]YW[[XeWZW`U\t?.\tUUV`WPXURZWTVSXWjX\t@\tLYWUdGYeO_ZWcJTL_X\t"
    "Args\tWWaZZ^W[YX[gXWZXWW\tBoolean\tXXXWY^XY`iZWZVYXUS\tBuffer\tXXX]Zb[VcdYXWWZYUS\t"
    "Deserialize\tXXX_ZZZW[YX[\\d[ZYX\tError\tQXWZTYSS\\R\\\\[dYS`[\tFROM\tUbTZXXXZVXUX\\Y[fYT\t"
    "IOException\tUWUTUSYdViVVWUYXTR\tInt\tbWUWZWZYWhYTZUZY\\S\tJekyll\tUTUVXRaWWUWSiTVUUU\tJson\tVYShZZYYX[UXYYZXZX\t"
    "Long\tYZZZ\\`[\\Yd[YZXZ_XX\tNewtonsoft\tVXVgYYYWYYTZYYZXZX\tNone\tUWU^XUWVYUXfSc^WZS\tRack\tXTVYXVWYUVWWkUVUWT\t"
    "Result\t]VVWYWXWXUY_ZdX[`Z\tReturns\tYUYYYUXZV^[d_]YX_W\tSELECT\tTXW_WYY[XWUYWV]jYV\t"
    "Serialize\tZZX^XZ\\YZ[[[[e\\[YX\tSlim\tRXRQTYWTWYlXXRWRZV\tString\tMQTRSbTiYYQX][ST^U\t"
    "System\tSWSjVWVXUeTTUZXSUS\tT\t[T^`V_R`NWQZU]]RSb\tTest\tVZW]PQUaTg[ZYVTS]W\tTest$\tWXWVTVYaYgVX]WZZYU\t"
    "Tests\tTTPfUUWUUT_\\V\\WU^U\t[\t\\ZZ_P[\\Q`ZZa]VOUZ^\t['\tUWVSYTVV]UdYeRU^V\\\t\\\t[QZMX^PVXTiZaY[\\OM\t"
    "]\tY_Q_Rc]QXZU`__NUXW\t] \t\\L]YR^TP`[Y`_V^UYX\t]$\tW`R_QVXPW[Tb`^YQWX\t]; \tf_VVY]VZWYZUXW`VYV\t"
    '^"\tTTVVccN]P\\Ya]]QS\\L\t^"""\tX]YVYUXWV^YfUWWVWU\t^#\teNcaPKMOPORPTVWN^O\t^# \tVaWUV\\SVURT]_]aWTQ\t'
    "^#[\tUUUSVSWUVTWVVmXXST\t^$\tMPNQb]aNVRiSXV]Y[M\t^'\tTQT]TUSU_Sd]T^c`V[\t^)\tLSNM`aPOS_SbXUT_Lb\t"
    "^) \tSR^S[PTST_`\\R\\]dX]\t^);\tMUPP\\X\\MTT\\TUdTfU`\t^- \tRgTVRR_VSTWQQQZQPR\t^.\tNKT[iK[a^WRJN]QNcT\t"
    "^// \t]N^XY_Z]\\Z\\NQ]RPa\\\t^<\tTRPSTYdY^UVS\\SXRT`\t^</\tSRQSUXcV]VWU[SXRUa\t^>>> \tQRTSWPVVSRWmRTUSSS\t"
    "^@\tMMYIdJ\\eL`KX`LNN_Z\t^Args\tYVY[Z]W\\YY\\fYXZZYY\t^Returns\tZVZZZXX[XX[fYXYYYX\t^SELECT\tYXX^YZZXWYWYXW[gYX\t"
    "^[\tO_QgUT`PRPYW\\[TQU`\t^_debug\tYUYYZUZZYYZYYYgZXY\t^_err\tXWY[[TZ[[[[X[[fYYZ\t"
    "^_info\t[Y\\\\\\Y\\\\\\\\]\\[\\d\\\\\\\t^actual\tZXXYXZXVWh[UXWYYTU\t^animation\tXZYZh[ZWY[Z\\\\W[YYY\t"
    "^apiVersion\t[`Z\\ZXW\\ZY\\WZXaXXY\t^app\tW_VWWXSWcXXV]U`WXY\t^assert\tbTWSTfUR_TUa]]TSSP\t"
    "^assertThat\tTVSSUUYiUbWUWTXWTT\t^auto\tT[kTWW[SWXW[ZT\\WZW\t^await\tUXW^YVZW\\WVXWUYW`e\t"
    "^char\teVX^X^X_UWXXYUYTZV\t^class\tRP_NNQTZR^e[dOSS\\]\t^const\t[M^VT[_NbMNNQ[QPPf\t^def\tQPSSTOTSRQUdjPTRLW\t"
    "^describe\tYYYYYZWZbZWY\\YYUY`\t^echo\tUYVWWXVWVVYURUjTUT\t^else\t\\QW^T[RWPdS``O^]QQ\t^end\tSSQRU[RSRTUNlZT`SU\t"
    "^expect\tUWSTXTWTQ^WTbRXSWj\t^export\tRSRRPQUOhPQTUR_SQg\t^extension\tWTWXSRXSVRYXWTXYlS\t"
    "^fastify\t[[Z[[X\\[fZ\\\\[X\\[WS\t^fi\tSTWVX`UWXXXUT^cTWW\t^fn\tVWUUVVYU\\UVXYhYVU\\\t"
    "^font\tWYWYhY[VUWV[\\VZVXV\t^from\tSPUZcPTTTQWgQU^_QS\t^fun\t[ZYZZW\\XYj[Z[X[]VW\t^func\tSUQUTeWPOLWUWPUXeP\t"
    "^if\t\\SZ\\H^^Z\\[[]Z[[RW]\t^import\tONNNLcPd]aPZMPPLb`\t^int\teTcVTQV`QRQSUOURVQ\t"
    "^internal\tUWViYWZSYcVUYVYXTT\t^it\tVU\\XYWWW\\ZWWfWVSVd\t^json\tSWmSXWYTWYWXXUZXZV\t"
    "^kind\t\\aZ\\XYW\\ZZ\\WZ]aXYY\t^let\tPONQSMSQXLQOQg\\Pk_\t^metadata\tYcXZYVV[YZ[VYX_XWX\t"
    "^name\tRgQRQ^XR\\RTNS\\\\^RY\t^namespace\tP[cbSTTSUUeV[RZSTT\t^opacity\tUZVXhZZVWYX[\\UZWZW\t"
    "^override\tYYZWYU[XXc[Y]XZ[bW\t^package\tTTVUTfVaTdVRUUUTRR\t^private\tSRYcRRWeQ^\\TaWTS]X\t"
    "^protected\tWXY\\WXXXWXhZZWYVYU\t^pub\tVYWWYWWWVVXWYjZTUW\t^public\tLNXhNMQcNIcOQKRP_V\t"
    "^request\tZZYYZY[XeWXY\\X[Z_T\t^res\tVZWVY^WWeYVZ[V]XZ^\t^response\tYVXYZTVZ^VYXcVaXbS\t"
    "^return\t\\F\\XC`X]^][^RU[T[_\t^select\tVWV^WWVWVUVRVUWhXT\t^self\tTTSUTSXRTS]eVdXVfP\t"
    "^source\tUeVTSTVTU\\VUSTeVU_\t^spec\tXcVZWWR[WYZSWVaXVV\t^static\taV]WVVVbWTZXZVZU`T\t^std\tSYkXWVYTUWWYXRXWYU\t"
    "^struct\tbWbTUXXTWVXYZ`ZW`T\t^t\t]W\\UY`ZVkRXTVRYZSO\t^template\tUeiVYWUVZYYV[VTYY]\t^to\tTX]ZhX^WXVYZZVY\\XW\t"
    "^transform\tRWTTmYYTTWW[[SZXXU\t^type\tOeRQQaQR_PRPQV[WP_\t^use\tOVPQTUSRSUlV^bVPXQ\t"
    "^using\tRUdhUVURUUSVUYVR\\T\t^val\tTTT\\VXXR]jVVVSWWRR\t^var\tNUR_PcTSf]RQROUPcL\t^void\tbXcYYWW_USVXXSXUVS\t"
    "^{\tUVbjL\\OJNMePQVTOKU\t^{% \tSTUVYViXVVXUWVWdVU\t^{%- \tXVYXZX^XYVZUUXXgWX\t^{{ \tYXYYZY_ZWXYWVYYeY[\t"
    "^}\tZ\\Z]^]X^[^[RR^XD^[\t^} \tbO]MOVSa\\^ZQO\\TO^^\t^})\tQYVUU_USdQVS[^USU`\t^});\tPVWZRRbXaTZUU]WRTa\t"
    "^};\t[Q]^SRaTaQZTRaUQT^\t_debug\tXUZZZUYZ[Z\\XXZgYXY\t_err\tYYZ[\\V[[\\[\\W[\\eZYZ\t_info\tYY[Z[WZ\\[[\\YY[eZZ[\t"
    "a\t][\\SU]_[Y^R^Y_SXX\\\tactual\t[`XYXXWUVj[TVWZ_RT\tanimation\tVXXYhZYTWYY[[XZXXX\tany\t[`RPRcXYQP[V[SWUad\t"
    "apiVersion\t[aZ\\XWX\\YZ\\WZY`YYY\tapp\tS^SSTTaSbRXQ`R_RQ_\tas\tXTQ^ZUPUZZ\\[U_Xc`c\t"
    "assert\t`S[SUaUQfRUa\\[TRTN\tassertEquals\tSUUWVRXRUn_SUSXTSS\tassertThat\tUXTSWVYhUbWWXUYWUV\t"
    "async\tTV^]WTYU`TVWZTXWd_\tauto\tPZkR^V`QSXWYXRYVZY\tawait\tTVV]WUXW_VWXVTXWab\taws\tYkXXVTZWXU[XYVU[VV\t"
    "body\tYSPVXVaQbP\\\\gR]Z\\Q\tbuffer\t]W_\\WTYU]iWUXWXWSS\tbyteCount\tXXXWZUZYWhZWXXYYUT\t"
    "char\teT_XT]SYOSQYT[TZTO\tcheck_test\tZ\\[[[\\[\\Z\\Z\\[Z]b\\X\tclass\tIQYaWJ`bKb_[_NNLXZ\t"
    "com\tQ_XSR_bcZZ\\MYZ[WSL\tconst\tdLdUQY\\J`LRMMXOKLf\tcontent\tRUSUdTdWY[]V`ScRQ`\t"
    "context\t_\\NWTQScaQbSaRWZY\\\tcout\tXZiYXY\\XWYY\\ZVYZ[Z\tdbt_utils\tZZ\\[\\ZX[ZYZXYZ[g[W\t"
    "def\tSO[RUWQYPTTcjURPOZ\tdefine\tfRcPUQSYTTVPQSRPPY\tderive\tY_ZYZZ\\[\\ZZYZg\\[WY\t"
    "describe\tYYZYYZWZbZXY_YYUW_\tdetails\tSXjWWXXVYXXZZU[ZWX\tdiv\tTVSTXUfXVVVW^SUVVc\tdo\t\\VQZSVSPTXSQiUa`]R\t"
    "do$\tYQTYUYUTTTVSiRcRSR\tdomain\tVUWWYVYc]WWW_WdW[W\tdone\tVTWVX\\WXfXXURT_V]R\techo\tUWVWVZUXVVYRSUjWUT\t"
    "else$\t`Q[^T`TRTRSO`R]X]S\tend\t\\R]VVYUOXYQTi\\R]QX\tend$\tWQTTW\\TTTSWQnSSXST\tendif\t`S_`TQ]RUSVQPSS^^R\t"
    "endif$\tbT__URTUUTWRRTSW_T\tenv\tU]TTTXSVT[WPf]cTR]\terr\tTW[SVhUSbOVRa[`XO\\\terror\tZ^TMP_VT^YXQX]]Oaa\t"
    "expect\tTURZWVXU[aWTaVXUYh\texport\tQRRRQSTOhRRUUQ^SPg\texpress\tZYZXZ[ZZgZW[Z[[VZU\t"
    "extends\tUUPOWVUbUShVTTWVQe\textension\tTUSVSWVUYQ\\WXRV_kR\tfa\tTTUWlVbTTUTXUTUUTT\t"
    "fastify\tWTVWWTWWmUYVVTXWSO\tfi\tU\\UWXaVWWVWUV^aUWU\tfi$\tT]WVWaWYXWXUUWbVXV\tfmt\tXV`WXjWTWTXSUbVXST\t"
    "fn\tSUQS\\SWR`QTWWhWTQ\\\tfont\tUWWXgYYUUWVZ^VXVXV\tfrom\tPXW[[U^V`SXbRX\\`P`\tfulldomain\tXWXZ[X[Z[YZYZZgZYY\t"
    "fun\tVTTVURWPVoWUVSVXRR\tfunc\tPTOXSgTN^LSTTTSUgN\tfunction\tOOSLXT\\IiLgYQOYaT_\tget\tS[V`RTQ\\c]QZ^V\\R[X\t"
    "gson\tVZTSUWXkVWVYYVXUXV\th\teO\\QeQYZNSTZ[W\\UQ\\\thandler\t]YV\\XXXW_Ug`ZVYUZZ\thref\tYTWZYXaZ][ZYTYTVZc\t"
    "html\tUZTVY[hYZUXT`^[TUW\thttp\tVZZSVh]_XRX]\\R[XSX\tid\tO_PZTXa^_Y[Q[RYhWX\tif\t]T[\\R]^Y[ZY^_\\[ZW\\\t"
    "import\tUKMMZ^Tb]^NdLKXJa_\tin\tX[VX[W^ZV[RbTa][`V\tin$\tYXYWZUZXWT[U\\^ZYhT\tinclude\taQeQbUdUVRTT\\XVNQO\t"
    "int\taQa_OZQ`LK[_OJ\\\\MJ\tinternal\tVTUjUYUYZgUYW\\XWRV\tio\tWbTUVcY^T^XbY_VURR\tis\t[[Y_\\ZcZX_W^W[U_RZ\t"
    "isEqualTo\tVXUTUWYgUaXWYTYXVV\tit\tV\\aRTY_SZ_T]`TYYV`\tjava\tUbVUTWUhU`WV]TVSWT\tjs\tSUTVXS_Uh_YR^WXQW^\t"
    "json\tPNj^Q]Y]]Q][PW]YXP\tjv\toXOSVVXTTYVXXTYTXT\tkeyframes\tZ[[[e[\\WZY[]][\\\\XZ\tkind\tX`VXWVVWW`ZWW``ZYY\t"
    "len\t[VSTVeXSTSXcUbWXRT\tlet\tNPNKQJ\\MXROMOf[Tm\\\tlist\tSZRY`Y^a\\^ZcVTWWRQ\tmain\t]bcR`WW^]WSXYaTU\\U\t"
    "metadata\t]d\\VVZZVUXZT\\Z`VV_\tmut\tWYUWUVYWXWXYXiYYVS\tn\t^L^TMaO[ZXOb]\\Y^MR\tname\t[eUV\\XY^^PSRXW[a`Z\t"
    "namespace\tMYfaRXSNSQeRZX[QQW\tnew\tF[VdMXVh[U`Uc]TOL]\tnil\tSTRRVhTQQOVQdQUTaO\tnlohmann\tTZiS[[VWZ[Z[YXZZ[X\t"
    "null\tQeV]URQb]a`NNJZaPZ\tnumber\t\\ZYTSWUV_QTdV[TTTc\tobj\tYUSZXcYYfRU[_VYTQT\topacity\tTYVXjZZVXZXZ\\V[WXX\t"
    "org\tRVRQQVUiP[SaZ]\\T]_\toverride\tTW^cUT\\VTdRX[TXY_S\tpackage\tT\\TTTdQ`RcVTYR[R[Q\tpage\tYWY]Z[f[`Y[U`XYWYW\t"
    "prefix\tSYTTj`UR^RWSVQVcTQ\tprintf\tgVSWZ`XZXYYWVT\\XYY\tprivate\tR^Y`QSRaS_]P^][VZZ\t"
    "protected\tWXXYVXXYUXg[YW^VYU\tpub\tWXVWVUWXUUWYZj_USV\tpublic\tOYWfLLVcKIbORRO^^Y\trecord\tS[[TUUWTTUe^[\\cZWS\t"
    "req\tUWVVXaVViVX^^TYVUR\trequest\tRXQPSOS[cPb\\[O\\]gJ\tres\tcWOSV^XRdVUWWTXTX`\tresponse\tSPSRTVRS_P_WaPcWgR\t"
    "return\t\\G\\YF`Y\\_\\[_VU]Y]^\ts\t`TUZ`bZZX\\Y\\U]_\\SU\tselect\tUVUfXTXSSUTPYUYiVY\t"
    "select$\tYZYY[YZ\\ZXZVYY[fZW\tself\tOWNNVKRLLJ^b_gQQeP\tsend\tUUZUVR_UgT]d^XaUUX\tserde\tX_ZXXWZYYVZXYl[XTV\t"
    "serde_derive\t[\\[\\Z\\]\\\\\\Z\\\\a][[\\\tsession\tWTW\\Y[VWURW[_TXVjT\tset\taUW`RZNS\\YPY^Z^c][\t"
    "sh\t[VVVTPRUTSVXR\\kZTR\tshould\tXTYUST`W`QS[^SYca_\tsink\tVW[VXRYTViZUV^YWYT\tsite\tVPVWURkUUTWQdTRSSS\t"
    "size\t`Q\\PaU\\USeR[ZV_XTQ\tsize_t\t]YeTYWZRTXUYYTZXXT\tsource\tXd[XTNYYRdTTYRcTTc\tspan\tYYWZ`ZZYYZ\\Z`^YZYb\t"
    "spdlog\tQWnUVWVXXWVXXTWWUU\tspec\tVbUXWVSXT[YSW^a^UZ\tstatic\t\\Z\\^PP]bWObQS\\RPbQ\tstd\tO[nPSTSRPURTS_`SUR\t"
    "strictEqual\tWYYXZT[YjXYWUV[XWS\tstring\t]U[eQcLPYZbXRTQQO^\tstruct\teO^WQfUNRPSVV^WU[N\tt\t\\W[[RhUTcXWZQW]YQO\t"
    "template\tR^fQ[aYX\\RWSYVaUR_\ttest\tN[TSM^PW_\\[WR`]eU]\ttesting\tXVYZZgY[TV[_WVY[U]\ttext\tVXYUfXaVYQWU^[ZdXU\t"
    "the\tZ]ZVMZc^UV[aW\\[_WX\tthen\t[]SUX`[XVVVZS[`aV\\\tthen$\tSWVWWaSWTWWSUXc\\WS\tthis\tQ`WUNQZb\\dfVRYV[N^\t"
    "throws\tYZWTXR[gYUX[ZW\\[b[\ttitle\tQSRT[OnYVR_OZOOXPW\tto\tZ^[W_X^WX[[^\\X\\`]Z\ttoBe\tVXVUZXXWSXXXWUZWYm\t"
    "transform\tQUTSiUVSRSUUXTVY\\c\ttranslate3d\tTZVWhZ\\UWYY\\\\T\\ZYV\ttrue\tJb[]P^_W\\V[M[Y]^_\\\t"
    "txtvalue\tZYY[\\XZ[[Y\\Y[[fZZZ\ttypename\tWYiWZYXXZY[[\\W[^YU\tu8\tVWUXWXWYWUYX[kZXSV\turl\tS`SScP^X`R``]WYSbP\t"
    "use\tT\\XO\\\\^U^]iVYaTUQ\\\tusing\tWYceS]]WUVOX[UUX^X\tv1\tZ\\SUTcST\\UVUVTbaUS\tv1$\tZaYZYXWYZZ[YZX_^YZ\t"
    "val\tTTXZTVVN\\lYXWQU_OW\tvar\tRbR]c^QRcYVUNM[McR\tvoid\tdR`]QRU`XP]UUTTWR\\\tw\tVT[UYiWUTYX[_^_XQV\t"
    "width\tXVYXcXbTVVYW]SWXWW\tz\tXT`Z][WWTVXYZ_dZX`\t{\t[^^_[\\V\\_\\^RT[[DY^\t{ \ta]][PU`Ua]PTbOVQ[\\\t"
    "{$\t[^]aZ\\W]`\\^OS\\\\CZ^\t{% \tUTVWUVhVWVXTXVVcVU\t{%- \tWXYYZX\\ZYXZVTXZgYX\t{{ \tWYXXYX]YWVYVUWWgX[\t"
    "{}\tSaaUT^T[\\QUX]aVTT^\t{}$\tS_`ST]TZ]QTX^aSUU\\\t|\tSdWSTWQTSS_Ph^UZRQ\t| \t\\QVUUO_SQ\\U[^bf\\QY\t"
    "|$\tWf\\WWTSYWUYSeZV]TU\t}\tY[[__]T\\\\]\\RV]ZD_\\\t} \t_W\\YXXQ^Y]XZZ]WY[a\t}$\tZ\\[^_]X^Z_\\RU\\ZF^[\t"
    "})\tYXQRY_T]eOSQY\\TRXa\t})$\t[QTTV_U\\dQTRZ^SRX`\t});\tPV\\[[VaVaUXUV]WSVb\t});$\tQV][ZV`UaUVTU]URWd\t"
    "};\t]Q`ZSRaX_QVRS`TOQ\\\t};$\t_T^\\UR^V_QUTTaVQO]\t}}\tU`[XXYTYVVYU[WUgV]\t}}$\tWa]YYYTZXWYU\\WUfV[\t"
    "~block\tQ[RSTMQSRQUmSQ^RPQ\t~css\t\\Y\\Cd[\\^_^RHR[_J\\\\\t~dollar\tNQQOPa]PNPoUWXXTRT\t"
    "~end\tRPRSTZSSQSSPl[T`TS\t~from\tU_V\\XUTUSTVVVdUgUQ\t~fun\tMON`PWSPbnQOPNUN[M\t~func\tTTSTTaYPQNWXXQVZiS\t"
    "~gofunc\tSQTUThWPP^VSTQTW_O\t~hash\tfNd\\RONQRRTOOPOOZQ\t~html\tZX`ZQRaO\\UTPYYYPY`\t"
    "~import\tRVTSTTUpSSTTWSVQSR\t~module\tRUTTSTVRfTSUUSVTVg\t~semi\taA`_aAYa]JaCD^T^B\\\t~sql\tPRT^RRTQQSQWTQ]mVR\t"
    "~test\tO\\KMM\\ZV[ZNPMXlML^\t~toml\t^fS]UNQOZZQdWNWRSV\t~ts\tXNVNRORNO`eRS]SR^h\t~typed\tPSKZKPQIKe]XP_PWfc\t"
    "~types\tZNZdLPPeJ]bNQHPO]I\t~using\tOSPiSUVPTTgVURTPST\t~yaml\tSaXNX^cL]WS`S\\]Q\\\\\t"
)
