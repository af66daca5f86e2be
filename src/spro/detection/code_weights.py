"""Weights of the code recognizer; made by `python -m training.code_lines`, not edited by hand.

LINES: feature, weight in hundredths; LANGUAGE_TABLE: feature, one letter for each language, chr(65 + 28 + 8 * weight).
"""

from __future__ import annotations

from typing import Final

BIAS: Final = -0.00
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
    "i8\t852\t^}\t779\ttab\t695\t;$\t692\t^)\t631\ti4\t529\t^class\t504\t// \t476\t^else\t463\t^// \t442\t // \t439\t"
    '=$\t430\t="\t429\t ($\t429\tdo$\t428\timport\t425\t($\t419\tURL\t418\tFROM\t401\t {\t396\tint\t395\t=\t393\t'
    "assert\t392\t => \t392\t/// \t392\t^/// \t392\tconst\t388\t^) \t385\t^select\t377\tAS\t370\tnamespace\t370\t"
    "^template\t365\t^} \t362\t^return\t359\t^def\t358\t() \t358\t^end\t357\t</\t355\tW_W\t354\t*/\t345\t*/$\t344\t"
    "^namespace\t342\t {$\t336\tpublic\t330\t^internal\t329\techo\t327\t^assert\t325\t^res\t325\t^expect\t324\t"
    "^let\t318\t { \t317\t < \t316\t \\$\t313\tvar\t309\tdef\t309\t^app\t308\t^export\t308\t^echo\t308\t?.\t304\t"
    "'),\t303\t'),$\t303\t');\t302\t');$\t302\t<\t301\t^);\t297\tlength\t295\t^struct\t293\t(): \t292\t += \t290\t"
    "NULL\t288\t^'\t287\ti1\t284\t};\t282\t};$\t282\t := \t279\ttransform\t276\t = \t275\t/* \t275\t})\t271\t"
    "})$\t271\t^import\t271\tstr\t269\t^})\t268\t::\t267\t^func\t267\t^});\t264\t << \t264\t!(\t263\t});\t262\t"
    "});$\t262\t99\t260\t>>> \t260\t^>>> \t260\t{}$\t259\t{}\t259\t^/* \t259\t^case\t256\t{{ \t254\tW_W$\t253\t"
    "^{% \t252\t /\t250\t^$\t250\t{% \t249\tSELECT\t246\t';\t244\t';$\t244\t();\t244\t();$\t244\t('/'\t243\t"
    'void\t243\tfmt\t240\tend$\t237\t^val\t235\t */\t234\t */$\t234\t/>$\t234\t/>\t234\t^wW\t232\targs\t232\t["\t231\t'
    "^};\t231\t^var\t230\t^if\t230\t^while\t229\t_w$\t228\t\"\"\"$\t226\t',\t226\tthen$\t226\t^fi\t225\tfi\t225\t"
    "fi$\t225\t\"\"\"\t224\t^SELECT\t224\ticon\t224\t',$\t223\t || \t223\t(\"\t222\t^.\t222\t(&\t221\t);$\t219\t"
    ');\t219\t().\t217\t";\t217\t";$\t217\t^CREATE\t216\tCREATE\t216\t}"\t216\t}"$\t216\t "$\t213\t");\t212\t'
    '");$\t212\t()\t212\t()$\t212\twidth\t210\tdir\t209\tinsert\t209\t|| \t209\t^#\t209\tsink\t207\tfun\t207\t'
    "text\t207\tendif\t207\t^private\t206\t^public\t206\tInt\t205\t == \t204\t-> \t204\tchar\t203\tstatic\t203\t"
    '^</\t203\t^@\t202\treturn\t202\t^<\t202\t>(\t201\t |\t200\t", \t200\t^#[\t199\tdefine\t199\t];$\t199\t];\t199\t'
    "endif$\t198\t^for\t198\t#[\t198\t&& \t198\tfilename\t197\t())\t197\t())$\t197\tnull\t197\tval\t195\t{ \t195\t"
    "result\t192\t));\t190\t));$\t190\t^w_w\t186\t$\t185\t -%}\t184\t -%}$\t184\t') \t183\t \\\t182\tbuf\t180\t"
    '{$\t180\t^INSERT\t178\t -\t177\tmeta\t177\t != \t172\tselect\t169\telse$\t168\t^"""\t167\t8080\t167\tstd\t167\t'
    "strictEqual\t166\tpets\t165\t^self\t165\tenv\t165\t', \t164\t}\" \t163\t^json\t163\tError\t163\tcss\t161\t"
    "());\t160\t());$\t160\t')\t158\terr\t158\tnil\t158\t')$\t158\t^throw\t158\t^from\t157\t^W_W\t157\tclass\t155\t"
    ' $\t154\t "${\t154\tprotected\t154\ttxt\t153\tweb\t153\t^protected\t152\t")]\t152\t")]$\t152\t== \t152\t'
    "timeout\t152\t %}\t151\t %}$\t151\t['\t151\tbool\t150\tawait\t150\tgraph\t147\t)]\t145\t)]$\t145\tself\t145\t"
    "\")\t143\t\")$\t143\t^use\t141\t+\t140\tfont\t137\tfa\t136\t' \t132\t^assertThat\t129\t^insert\t129\t"
    "override\t128\t(\t127\tassertThat\t127\t^sign2\t127\t^w0\t126\tsign4$\t126\tstruct\t124\t .\t124\tactual\t123\t"
    "VALUES\t123\t^_w\t123\t^const\t122\tEXISTS\t122\t /* \t118\t^u\t117\tGitHub\t117\t(), \t116\t,$\t115\tlink\t115\t"
    "Markdown\t115\t^int\t113\t]; \t113\t }\t113\t }$\t113\tlen\t113\troute\t113\t'$\t112\t@\t111\t^0\t111\tend\t111\t"
    "sign3$\t110\t^char\t108\tspan\t108\tkey\t106\tIf\t105\thref\t104\t),\t104\tdefault\t104\t^void\t103\tfind\t103\t"
    "false\t102\thelp\t101\t>\t98\t/) \t96\tstring\t95\tif\t93\tanimation\t91\tmain\t90\t),$\t90\t))\t87\t))$\t87\t"
    'wW\t87\t="{{ \t87\tr4\t87\tw_w$\t86\t +\t85\t^actual\t85\tbe\t81\tfn\t78\tsee\t78\tw_w\t77\tNOT\t77\tNone\t76\t'
    'include\t74\turl\t69\ttype\t69\t "\t68\t2\t68\tw\t68\tn2\t68\tresponse\t67\tfunc\t67\tFor\t67\trun1\t67\t'
    "provide\t66\t\"$\t66\t^static\t65\t500\t64\tplan\t64\tdiv\t62\tPlease\t62\t404\t62\tbody\t61\t|$\t59\t '\t58\t"
    "^using\t58\t './\t58\tas\t56\tits\t56\tvalue\t55\t^fn\t55\t46\t54\trow\t54\tshows\t54\t}\t54\torg\t54\tthe\t53\t"
    "<< \t53\tINTO\t52\tjson\t52\t] \t51\tdb\t51\tsign3\t51\texport\t50\t=> \t49\trun0\t48\tprivate\t46\t'\\\t45\t"
    'it\t45\ttwo\t44\t{\t44\tString\t43\t^transform\t43\tW\t42\tAssert\t40\tisEqualTo\t39\tw0$\t39\t">$\t38\t'
    "size\t38\t [\t38\t192\t38\t: \t37\tmaintainers\t36\tso\t36\thave\t36\t54\t36\tuser\t34\tare\t34\topen\t33\t"
    '56\t32\t">\t32\tr1\t32\t>$\t30\tn4\t28\ttree\t28\tnot\t28\tlet\t28\treq\t27\t^Assert\t27\t && \t27\tThis\t27\t'
    "pull\t26\tall\t26\twrong\t26\thead\t26\ttrue\t25\t= \t25\t55\t25\tbetween\t25\tpatterns\t24\t!= \t23\t0w$\t23\t"
    '.\t23\t^"\t23\t\\\t22\tfunction\t22\tIOException\t21\tserver\t21\t-\t20\there\t18\t^sign3\t18\tn10\t17\t'
    "README\t17\tRequests\t17\trel\t16\tbelow\t16\tWwW\t16\tone\t14\tfoo\t14\t *\t14\t^2\t13\tsign4\t12\tGET\t12\t"
    "57\t12\tes\t12\tor\t11\tan\t11\tresource\t11\tcom\t10\t},\t10\tet\t10\t},$\t9\t:\t9\t/).\t9\t/).$\t9\texpect\t8\t"
    "sign2\t8\t!\t7\t [ \t6\tlanguage\t6\ti2\t6\tset\t-5\tthem\t-5\tsign1\t-6\tsay1\t-6\thttps\t-6\twe\t-6\t"
    "INSERT\t-6\ton\t-7\twww\t-7\t| \t-9\tto\t-9\t41\t-9\t); \t-9\ttable\t-10\t43\t-10\twork\t-10\tis\t-12\t`$\t-12\t"
    "^1\t-13\tThe\t-13\t^+\t-13\t^[\t-14\twhen\t-15\twW$\t-16\tup\t-17\t^(\t-18\tJust\t-19\t/\t-20\tversion\t-20\t"
    "sessions\t-20\tsign2$\t-20\tthere\t-21\t^it\t-21\twhich\t-21\t) \t-21\tn3\t-22\tbut\t-22\trequest\t-23\t^w\t-24\t"
    "io\t-25\t59\t-25\trun2\t-26\tr3\t-27\t:$\t-27\t, \t-28\t70\t-28\t://\t-29\tyour\t-29\tno\t-29\tprefix\t-30\t"
    "make\t-32\trelease\t-32\t^12\t-32\tmd$\t-33\tat\t-34\t53\t-34\tgithub\t-34\t[\t-35\tthat\t-35\tmight\t-37\t"
    "http\t-37\tdoes\t-38\tguide\t-38\trun3\t-38\t^This\t-38\t51\t-39\t^sign1\t-41\texamples\t-41\t } \t-43\t"
    "^sign4\t-43\twith\t-43\tsuch\t-44\tAPI\t-44\tOrganizing\t-45\tWhat\t-45\tthrow\t-45\tin\t-45\ttests\t-45\t"
    "r0\t-46\t^To\t-46\t('\t-46\tse\t-46\tsession\t-50\t3\t-50\tcan\t-51\tsame\t-51\tneed\t-51\tsure\t-52\tw$\t-52\t"
    " - \t-53\tproject\t-53\tworker\t-53\tbased\t-55\tmay\t-55\tMaven\t-56\twant\t-56\tHere\t-56\t- \t-57\tHTTP\t-57\t"
    "You\t-58\tn1\t-58\tclosed\t-59\tAdds\t-60\t52\t-61\tother\t-62\t24\t-62\tw0\t-62\towners\t-62\tTo\t-63\t"
    "net\t-65\t0000\t-65\tTest\t-66\t!$\t-66\tWwW$\t-67\t^You\t-69\tsystem\t-70\tway\t-70\tWw$\t-71\tbeen\t-72\t"
    "run5\t-73\t^---\t-74\t^W\t-74\t10\t-74\tProject\t-75\trun8\t-76\t > \t-77\twill\t-77\taccount\t-80\t20\t-85\t"
    "^0w\t-86\t` \t-86\t[_\t-86\tCan\t-86\tthe$\t-86\thas\t-86\tcode\t-86\tby\t-87\tum\t-88\tWe\t-90\tversions\t-91\t"
    "30\t-91\t15\t-91\tWw\t-93\the\t-93\tthese\t-93\tand\t-93\tused\t-94\tsay2\t-94\ttheir\t-94\t48\t-95\t"
    "failed\t-95\tstatus\t-95\t^- \t-95\t16\t-96\tyou\t-97\t __\t-97\tinformation\t-97\t17\t-98\t#### \t-98\t?$\t-98\t"
    "else\t-99\tSimple\t-100\t^Given\t-100\t13\t-100\t^For\t-100\thow\t-101\t---\t-101\talso\t-101\tWrite\t-102\t"
    "INFO\t-102\t00\t-102\tda\t-102\t14\t-103\t12\t-103\tmore\t-104\tVersion\t-105\tde\t-105\t58\t-106\top\t-106\t"
    ". \t-106\t---$\t-106\twatch\t-107\trefer\t-107\t49\t-107\twere\t-108\tthey\t-109\twas\t-110\t18\t-111\t44\t-112\t"
    "^about\t-112\t; \t-112\t^ana\t-113\t25\t-113\tphp\t-113\t^Just\t-115\t...\t-116\t^Acme\t-117\tissue\t-118\t"
    "^The\t-119\tWorking\t-121\tUser\t-121\tmiddleware\t-122\tweekly\t-123\tmy\t-124\tsome\t-125\t03\t-126\t.$\t-127\t"
    "gin\t-127\tstarted\t-128\t22\t-128\tman\t-129\t:** \t-129\t0$\t-129\t} \t-130\t^Ww\t-130\tdocs\t-130\t"
    "^What\t-131\tW$\t-132\t11\t-132\t27\t-132\tPython\t-134\t^4711\t-134\tfollowing\t-135\tunacceptable\t-135\t"
    "say3\t-135\t21\t-136\t^w1\t-136\t `\t-136\tregion\t-136\t01\t-137\tsecurity\t-137\tabout\t-139\tIBAN\t-139\t"
    "* \t-140\tdu\t-141\tCode\t-141\t23\t-142\t31\t-142\tupdate\t-143\t][\t-143\t33\t-144\t^https\t-145\t19\t-146\t"
    "uma\t-146\tsrc\t-146\t?\t-147\t (#\t-147\t^| \t-148\tsupport\t-148\t->\t-149\tonline\t-149\tthis$\t-150\t"
    " | \t-150\tHandler\t-150\t02\t-152\t^Rossi\t-152\tIn\t-153\tnight\t-153\tau\t-153\tSummary\t-154\t;\t-155\t"
    "own\t-155\t^Miller\t-155\tDocument\t-156\tbug\t-157\tusage\t-158\tTeam\t-159\t).$\t-161\tcurrent\t-161\t"
    "...$\t-162\tOn\t-163\t0w\t-163\tview\t-163\t**: \t-165\t^{\t-165\ttutorials\t-168\t^Lagos\t-168\ttools\t-168\t"
    "36\t-169\t^Translate\t-169\trendered\t-169\tmiddleware$\t-169\tTranslate\t-170\tper\t-170\t09\t-171\tWARN\t-172\t"
    "^* \t-172\t08\t-172\tCity\t-173\tsummary\t-173\t2024$\t-173\t^We\t-173\tjust\t-173\t^the\t-173\tERROR\t-174\t"
    "em\t-174\tbehavior\t-174\twould\t-175\t26\t-176\tam\t-177\trs\t-180\t^On\t-181\tvia\t-181\tAdded\t-181\t"
    '",\t-182\t",$\t-182\twrote\t-184\tOur\t-184\t29\t-184\t47\t-185\torder\t-185\t|\t-185\tinstead\t-186\t34\t-188\t'
    "price\t-188\tour\t-188\t^[![\t-188\t^WwW\t-189\t28\t-189\tUpdate\t-189\t^Please\t-189\tlook\t-190\t37\t-192\t"
    "please\t-192\tMay\t-193\tWhy\t-193\tmarket\t-194\treview\t-196\tCustomer\t-196\t04\t-196\tlike\t-197\t"
    "team\t-198\t^},\t-198\t[![\t-199\t39\t-202\tel\t-203\tle\t-203\tcity\t-203\tla\t-204\tsay5\t-204\twell\t-205\t"
    "1234567$\t-205\tSouth\t-209\tStarted\t-211\tproject$\t-211\t**$\t-211\t`: \t-212\t`\t-214\tnetwork\t-215\t"
    "mail\t-216\tRe\t-218\tblob\t-219\t^Project\t-220\tgreen\t-220\ter\t-221\t07\t-221\tun\t-222\tAcme\t-222\t"
    "Subject\t-227\tna\t-228\tLtd\t-230\tLtd$\t-230\tdie\t-230\tmd\t-231\t].$\t-232\t35\t-232\t :$\t-235\t"
    "Account\t-235\tme\t-235\tu\t-238\treport\t-239\t). \t-240\tOpen\t-240\tque\t-241\t38\t-242\t06\t-242\t"
    "say4\t-244\tsinatra\t-250\t^**\t-253\ttake\t-253\tpy\t-253\tReview\t-253\tNorth\t-254\tai\t-254\tSerde\t-255\t"
    "payment\t-256\tbudget\t-256\t](\t-257\tEnglish\t-257\t^In\t-258\tRiver\t-259\tdownloads\t-261\tAI\t-261\t"
    "das\t-264\tcontributing\t-264\tMiller$\t-268\t^Here\t-269\twho\t-270\tExpress\t-270\tbranch\t-270\tana\t-271\t"
    "05\t-271\tsnippet\t-271\tpor\t-273\tunder\t-274\tPlan\t-274\t^> \t-275\t^Write\t-275\tbackup\t-275\t"
    "readability\t-277\tenergy\t-278\tmeeting\t-280\tDEBUG\t-280\twinter\t-281\tanother\t-281\tgenerate\t-281\t"
    "Actions\t-284\talgorithms\t-284\tKubernetes\t-286\tcustomer\t-288\t## \t-291\t^## \t-291\test\t-292\t"
    "Fixed\t-293\tpara\t-294\tfaq\t-294\tpaper\t-296\troutes\t-298\tfeature\t-298\t** \t-299\texplain\t-301\t"
    "4711$\t-303\t()` \t-305\t [#\t-306\t**\t-307\tReport\t-307\t * \t-308\tpending\t-310\t../\t-317\tConduct\t-318\t"
    "people\t-320\t[#\t-322\tTotal\t-326\texample\t-327\torg$\t-328\tfix\t-334\tshields\t-335\tLagos$\t-336\t"
    "From\t-338\t](#\t-343\t^From\t-347\tquestions\t-348\t^#### \t-349\t2024\t-349\t)](\t-352\tRossi$\t-354\t"
    "u$\t-355\t1234567\t-358\tYour\t-358\t4711\t-359\t### \t-363\t^### \t-363\tLagos\t-383\tcommunity\t-386\t"
    'co\t-393\tRossi\t-395\tMiller\t-400\tlang\t-419\t[`\t-427\tyoutube\t-463\t]: \t-477\t": \t-496\t |$\t-527\t'
    "](./\t-570\tamount\t-571\tdeps\t-598\t"
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
